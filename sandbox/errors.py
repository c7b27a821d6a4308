"""What can become of a job. `code` is stored beside the input so that a person reads why they have to look."""


class SandboxError(Exception):
    """The job gave no result."""

    code = "failed"


class Killed(SandboxError):
    """The system ended the child: out of memory, or a crash in a library."""

    code = "killed"


class TimedOut(SandboxError):
    """It took longer than its wall or processor time."""

    code = "timed_out"


class TooBig(SandboxError):
    """Input, result or memory beyond the limit."""

    code = "too_big"


class Crashed(SandboxError):
    """The function raised. Only the exception's class is told: its text may quote the input."""

    code = "crashed"


class Refused(SandboxError):
    """The function does not exist or may not be called."""

    code = "refused"

"""Private Postfix and Dovecot on loopback ports, each with its own base directory; nothing of the system is touched.

Letters to school addresses (sever.example) go to our inlet, letters to mail.example into Dovecot's mailboxes;
later.example loops back to Postfix itself, which accepts such letters first and returns them afterwards.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

MAILBOXES = ("anna@mail.example", "office@mail.example", "idle@mail.example", "ledger@mail.example")
PASSWORD = "secret"

MASTER = """\
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

MAIN = """\
compatibility_level = 3.6
queue_directory = {base}/queue
data_directory = {base}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.sever.example
mydestination =
local_recipient_maps =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
recipient_delimiter = +
virtual_mailbox_domains = mail.example
virtual_mailbox_maps = inline:{{ {mailboxes} }}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
relay_domains = sever.example, later.example
transport_maps = inline:{{
  {{ sever.example = smtp:[127.0.0.1]:{inlet} }}
  {{ later.example = smtp:[127.0.0.1]:{smtp} }} }}
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{ slow@mail.example = 450 4.7.1 greylisted }} }}
  permit
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
transport_retry_time = 1s
service_throttle_time = 1s
message_size_limit = 60000000
maillog_file = {base}/postfix.log
maillog_file_prefixes = {base}
alias_maps =
smtputf8_enable = no
"""

DOVECOT = """\
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
ssl = no
disable_plaintext_auth = no
protocols = imap lmtp
default_vsz_limit = 0
mail_location = maildir:{base}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={base}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""


@dataclass(frozen=True)
class Servers:
    """Where the servers listen; `inlet` is the port at which ours is expected."""

    base: Path
    smtp: int
    imap: int
    lmtp: int
    inlet: int

    def url(self, user: str) -> str:
        """The IMAP address of a mailbox."""
        return f"imap://{user.replace('@', '%40')}:{PASSWORD}@127.0.0.1:{self.imap}/INBOX"

    def queued(self) -> bool:
        """Does Postfix still hold a letter?"""
        command = ["postqueue", "-c", str(self.base / "postfix"), "-j"]
        return bool(subprocess.run(command, capture_output=True, check=True).stdout.strip())

    def hurry(self) -> None:
        """Postfix tries at once whatever it holds, even what its own clock says is to rest."""
        subprocess.run(["postqueue", "-c", str(self.base / "postfix"), "-f"], check=True)

    def told(self) -> str:
        """The last that the servers wrote down: why a letter did not come."""
        logs = (self.base / f"{name}.log" for name in ("postfix", "dovecot"))
        return "\n".join(each.read_text(errors="replace")[-4000:] for each in logs if each.exists())

    def swaks(self, to: str, data: bytes, sender: str = "anna@mail.example") -> str:
        """Deliver a letter through Postfix; the whole conversation, in which it took the letter."""
        letter = self.base / "letter.eml"
        letter.write_bytes(data)
        command = [
            "swaks",
            "--timeout",
            "120s",
            "--server",
            "127.0.0.1",
            "--port",
            str(self.smtp),
            "--to",
            to,
            "--from",
            sender,
        ]
        done = subprocess.run(
            [*command, "--data", f"@{letter}"], capture_output=True, text=True, errors="replace"
        )
        assert not done.returncode, done.stdout
        return done.stdout


@contextmanager
def running() -> Iterator[Servers]:
    """Both servers from start to stop."""
    base = Path(tempfile.mkdtemp(prefix="zachetka-mail-"))
    base.chmod(0o755)
    servers = Servers(base, *(free_port() for _ in range(4)))
    try:
        with dovecot(servers), postfix(servers):
            yield servers
    finally:
        shutil.rmtree(base, ignore_errors=True)


def call(servers: Servers, *command: str) -> None:
    """Run a starting or stopping command. What it says goes to a file: a daemon would keep a pipe open."""
    with (servers.base / "commands.log").open("ab") as log:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise RuntimeError(
            f"{command[0]}: {(servers.base / 'commands.log').read_text(errors='replace')[-2000:]}"
        )


@contextmanager
def dovecot(servers: Servers) -> Iterator[None]:
    """Dovecot with one password for every mailbox."""
    values = {"base": servers.base, "imap": servers.imap, "lmtp": servers.lmtp, "password": PASSWORD}
    (servers.base / "mail").mkdir()
    shutil.chown(servers.base / "mail", "mail", "mail")
    config = servers.base / "dovecot.conf"
    config.write_text(DOVECOT.format(**values))
    call(servers, "dovecot", "-c", str(config))
    try:
        yield
    finally:
        call(servers, "doveadm", "-c", str(config), "stop")


@contextmanager
def postfix(servers: Servers) -> Iterator[None]:
    """Postfix that delivers to Dovecot and to our inlet."""
    etc = servers.base / "postfix"
    for folder in (etc, servers.base / "queue", servers.base / "data"):
        folder.mkdir()
    shutil.chown(servers.base / "data", "postfix")
    mailboxes = " ".join(f"{{ {each} = yes }}" for each in (*MAILBOXES, "slow@mail.example"))
    values = {
        "base": servers.base,
        "lmtp": servers.lmtp,
        "smtp": servers.smtp,
        "inlet": servers.inlet,
        "mailboxes": mailboxes,
    }
    (etc / "main.cf").write_text(MAIN.format(**values))
    (etc / "master.cf").write_text(MASTER.format(smtp=servers.smtp))
    call(servers, "postfix", "-c", str(etc), "start")
    try:
        yield
    finally:
        call(servers, "postfix", "-c", str(etc), "stop")

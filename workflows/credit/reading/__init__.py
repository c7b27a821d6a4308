"""Reading a letter: what kind it is, who writes for whom, which courses it claims, and what it leaves out.

Pure: `read(letter)` takes a frozen `Letter` and returns a frozen `Reading`. Nothing here decides anything: every
value is a suggestion that carries the place it was read from, and a value that a careful clerk would not trust
is left empty and handed to a person.
"""

from workflows.credit.reading.letter import Attachment, Letter
from workflows.credit.reading.reader import read
from workflows.credit.reading.values import Course, Reading, Source, Student, Value

__all__ = ["Attachment", "Course", "Letter", "Reading", "Source", "Student", "Value", "read"]

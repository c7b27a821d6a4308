"""The explainable 75 % test: is an earlier course our course unit, in name, volume and content?

Pure: neither Django nor viewflow. `compare_titles` judges two names, `compare_courses` joins names,
hours and topics over a whole application. The same input always gives the same value. Every code is listed in
docs/comparison.md; words for people are made in the Django layer.
"""

from workflows.credit.comparison.courses import compare_courses
from workflows.credit.comparison.names import compare_titles
from workflows.credit.comparison.trial import failed, of_state_exam
from workflows.credit.comparison.verdicts import (
    Candidate,
    Claimed,
    Cover,
    LineVerdict,
    Reason,
    Shown,
    TitleVerdict,
    Unit,
    Use,
)

__all__ = [
    "Candidate",
    "Claimed",
    "Cover",
    "LineVerdict",
    "Reason",
    "Shown",
    "TitleVerdict",
    "Unit",
    "Use",
    "compare_courses",
    "compare_titles",
    "failed",
    "of_state_exam",
]

"""PEOPLE: students, their representatives, programmes with course units, results, merits and study plans."""

from records.models.imports import ColumnMapping, ImportRun
from records.models.looks import FileLook
from records.models.merits import Achievement, PortfolioItem, Reward
from records.models.outcomes import OutcomeMark
from records.models.people import Consent, Representative, Student
from records.models.programmes import CourseUnit, Programme
from records.models.study import Enrolment, Result, StudyPlan, StudyPlanLine, Withdrawal
from records.spelling import fold

__all__ = [
    "Achievement",
    "ColumnMapping",
    "Consent",
    "CourseUnit",
    "Enrolment",
    "FileLook",
    "ImportRun",
    "OutcomeMark",
    "PortfolioItem",
    "Programme",
    "Representative",
    "Result",
    "Reward",
    "Student",
    "StudyPlan",
    "StudyPlanLine",
    "Withdrawal",
    "fold",
]

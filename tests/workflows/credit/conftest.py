"""The family that applies."""

import pytest

from tests.builders import a_programme, a_representative, a_student


@pytest.fixture
def family(school):
    """Kirill of the 204-hour programme and his mother, whose address is on file."""
    student = a_student(programme=a_programme(reviewer=school.reviewer))
    a_representative(student)
    return student

"""Set-up and staff pages as people meet them: both widths, errors, long names; axe finds nothing."""

import pytest

from config.groups import prepare_groups
from organisation.roles import Role
from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles
from tests.builders import a_user

__all__ = ["browse", "chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_first_set_up_with_and_without_errors(browse, width):
    prepare_groups()
    page = browse("/setup/", width)
    assert troubles(page) == []
    shoot(page, "setup")
    follow(page.get_by_role("button", name="Настроить школу"))
    assert troubles(page) == []
    shoot(page, "setup-errors")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_an_empty_school_sees_what_is_next(browse, school, width):
    page = browse("/setup/next/", width, school.administrator)
    assert troubles(page) == []
    shoot(page, "setup-next")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_staff_with_very_long_names(browse, school, width):
    long = a_user(
        Role.REVIEWER,
        Role.OFFICE,
        username="konstantinopolskaya-verbitskaya.margarita",
        last_name="Константинопольская-Вербицкая",
        first_name="Маргарита",
        patronymic="Святославовна",
        position="заместитель директора по учебно-воспитательной и методической работе",
        is_active=False,
    )
    page = browse("/staff/", width, school.administrator)
    assert troubles(page) == []
    shoot(page, "staff")
    page = browse(f"/staff/{long.pk}/", width, school.administrator)
    assert troubles(page) == []
    shoot(page, "staff-form")

"""Who may write for a student, and which students a written name may mean."""

from datetime import date

import pytest

from records import contacts
from tests.builders import a_representative, a_student

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


@pytest.fixture
def kirill():
    return a_student(email="kirill@pochta.example")


def test_a_parent_on_file_is_a_contact_whatever_the_case_of_letters(kirill):
    a_representative(kirill)
    found = contacts.find(kirill, " Tarasova.EM@pochta.example ", DAY)
    assert (found.role, found.name) == ("representative", "Тарасова Елена Михайловна")


def test_the_student_is_a_contact(kirill):
    assert contacts.find(kirill, "kirill@pochta.example", DAY).role == "student"


@pytest.mark.parametrize("period", [{"valid_to": date(2026, 11, 24)}, {"valid_from": date(2026, 11, 26)}])
def test_authority_outside_its_period_makes_a_stranger(kirill, period):
    a_representative(kirill, **period)
    assert contacts.find(kirill, "tarasova.em@pochta.example", DAY) is None


def test_a_parent_is_a_stranger_from_the_eighteenth_birthday_on():
    masha = a_student("Власова Мария Сергеевна", birth_date=date(2008, 12, 2))
    a_representative(masha, "anna.v@pochta.example")
    assert contacts.find(masha, "anna.v@pochta.example", date(2026, 12, 1)) is not None
    assert contacts.find(masha, "anna.v@pochta.example", date(2026, 12, 2)) is None


def test_strangers_and_empty_addresses_are_no_contacts(kirill):
    a_representative(kirill, email="")
    assert contacts.find(kirill, "somebody@inbox.example", DAY) is None
    assert contacts.find(kirill, "", DAY) is None


@pytest.mark.parametrize(
    "written",
    ["Тарасов Кирилл", "Кирилл Тарасов", "тарасов к.д.", "К. Тарасов", "Тарасов Кирилл Денисович", "Тарасов"],
)
def test_a_name_is_found_in_any_order_and_with_initials(kirill, written):
    assert contacts.candidates(written) == [kirill]


def test_names_of_several_words_are_found():
    lee = a_student("Ли Ён Су")
    hassan = a_student("Аль Рашид")
    hassan.last_name, hassan.first_name = "Аль Рашид", "Омар"
    hassan.save()
    assert contacts.candidates("Ли Ён Су") == [lee]
    assert contacts.candidates("Омар Аль Рашид") == [hassan]


@pytest.mark.parametrize("written", ["", "Тарасова Кира", "Тарасов Иван", "Кирилл"])
def test_another_name_finds_nobody(kirill, written):
    assert contacts.candidates(written) == []


def test_namesakes_are_all_shown_and_a_birth_date_tells_them_apart():
    older = a_student("Кузнецов Иван Андреевич", birth_date=date(2013, 2, 20))
    younger = a_student("Кузнецов Иван Андреевич", birth_date=date(2013, 10, 7))
    assert set(contacts.candidates("Кузнецов Иван")) == {older, younger}
    assert contacts.candidates("Кузнецов Иван", date(2013, 10, 7)) == [younger]
    assert set(contacts.candidates("Кузнецов Иван", date(2012, 1, 1))) == {older, younger}

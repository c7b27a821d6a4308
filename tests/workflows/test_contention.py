"""While a batch of papers is issued on SQLite, nobody outside notices: every letter and every form is taken."""

import json
from pathlib import Path

import pytest

from tests.workflows.rush import rush

PAPERS = 200
PAUSE = (
    0.1  # seconds between an answer and the next letter or form: else they, not the papers, fill the machine
)


@pytest.mark.once
@pytest.mark.slow
def test_letters_and_forms_are_taken_while_two_hundred_papers_are_issued(tmp_path: Path):
    place, seen = rush(tmp_path / "data", PAPERS, PAUSE)

    assert min(len(seen.letters.answers), len(seen.forms.answers)) >= 50, "hardly anybody came meanwhile"
    assert set(seen.letters.answers) == {"250"}
    assert set(seen.forms.answers) == {"200"}
    assert "locked" not in seen.logs and "Traceback" not in seen.logs, seen.logs[-2000:]
    assert place.query("SELECT count(*) FROM mailroom_message") == [(len(seen.letters.answers),)]
    by_form = "SELECT count(*) FROM cases_case WHERE applicant_email LIKE 'web%@pochta.example'"
    assert place.query(by_form) == [(len(seen.forms.answers),)]
    issued = "SELECT status, count(*) FROM documents_entry WHERE kind = 'credit_decision' GROUP BY status"
    assert place.query(issued) == [("issued", PAPERS)]
    assert place.query("SELECT count(*) FROM cases_case WHERE state = 'approved'") == [(PAPERS,)]
    assert place.query("SELECT count(*) FROM mailroom_outgoing WHERE purpose = 'decision'") == [(PAPERS,)]
    print(json.dumps({"letters": seen.letters.summary(), "forms": seen.forms.summary()}))

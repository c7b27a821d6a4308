"""The two commands as scripts call them: files in, files and JSON out, exit codes."""

import csv
import json

import pytest
from django.core.management import call_command

INPUT = {
    "claimed": [
        {"title": "Физика", "hours": 54, "assessment_form": "экзамен", "result": 4, "topics": ["Оптика"]},
    ],
    "units": [{"code": "U", "title": "Физика", "hours": 72, "topics": ["Оптика"], "outcomes": []}],
    "threshold": 75,
}


def run(tmp_path, capsys, content):
    path = tmp_path / "in.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    call_command("compare_courses", str(path))
    return capsys.readouterr().out


def test_compare_courses_answers_every_key_and_the_same_bytes_twice(tmp_path, capsys):
    first, second = run(tmp_path, capsys, INPUT), run(tmp_path, capsys, INPUT)
    assert first == second
    (line,) = json.loads(first)["lines"]
    assert set(line) == {"unit", "from", "verdict", "name", "hours_ratio", "content_ratio", "reasons"}
    assert (line["unit"], line["from"], line["verdict"], line["hours_ratio"]) == (
        "U",
        ["Физика"],
        "credited",
        0.75,
    )


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[]",
        {**INPUT, "threshold": None},
        {**INPUT, "threshold": 0},
        {**INPUT, "claimed": {"title": "Физика"}},
        {**INPUT, "claimed": ["Физика"]},
        {**INPUT, "units": [{"code": "U", "title": "Физика", "hours": "72"}]},
        {**INPUT, "units": [{"code": "U", "title": "Физика", "topics": [1]}]},
    ],
)
def test_compare_courses_says_what_is_wrong_and_exits_2(tmp_path, capsys, content):
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path, capsys, content)
    assert stopped.value.code == 2


def test_compare_titles_writes_a_line_per_pair(tmp_path, capsys):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "id,kind,title_a,title_b\n7,x,ОБЖ,Основы безопасности жизнедеятельности\n8,x,Химия,Физика\n"
    )
    call_command("compare_titles", str(source), str(target))
    assert json.loads(capsys.readouterr().out) == {"pairs": 2, "same": 1}
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    assert [(row["id"], row["same"]) for row in rows] == [("7", "1"), ("8", "0")]
    assert rows[1]["why"] == "other_words left=химия right=физика"


def test_compare_titles_without_its_columns_exits_2(tmp_path, capsys):
    source = tmp_path / "in.csv"
    source.write_text("a,b\n1,2\n")
    with pytest.raises(SystemExit) as stopped:
        call_command("compare_titles", str(source), str(tmp_path / "out.csv"))
    assert stopped.value.code == 2

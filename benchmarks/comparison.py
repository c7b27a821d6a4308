"""How long comparison takes (processor seconds) and how much memory: JSON on standard output.

    .venv/bin/python -m benchmarks.comparison [--profile]

Titles: 1,000 pairs never seen before, after the vocabulary is loaded. Courses: 60 claimed against 5,000 units, first
with a cold programme, then warm; then the worst case of alike names. Ratios are against plain fuzzy matching
(rapidfuzz token_set_ratio in a Python loop) of the same pairs in the same run, so that machines can be compared.
"""

import cProfile
import io
import itertools
import json
import pstats
import random
import resource
import sys
import time
from collections.abc import Callable

from rapidfuzz.fuzz import token_set_ratio

from workflows.credit.comparison import Claimed, Unit, compare_courses, compare_titles
from workflows.credit.comparison.vocabulary import HOME

_FIELDS_TEXT = (
    "агрономия ветеринария кулинария энергетика геодезия логистика туризм реклама дизайн связь транспорт металлургия "
    "строительство торговля образование медицина право архивы музеи театр спорт экология химия физика биология"
)
_FIELDS = _FIELDS_TEXT.split()


def main() -> None:
    """Measure everything and print one object."""
    subjects = _subjects()
    figures = {"vocabulary_seconds": _timed(lambda: compare_titles("физика", "химия"))}
    figures |= _titles(subjects) | _courses(subjects) | _alike()
    figures["resident_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1))
    if "--profile" in sys.argv:
        print(_profile(subjects), file=sys.stderr)


def _subjects() -> list[str]:
    lines = (HOME / "titles.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" = ")[0] for line in lines if " = " in line]


def _titles(subjects: list[str]) -> dict[str, float]:
    pick = random.Random(7)
    names = [f"{pick.choice(subjects)}: {pick.choice(_FIELDS)}, {pick.choice(_FIELDS)}" for _ in range(2_000)]
    pairs = list(zip(names[:1_000], names[1_000:], strict=True))
    ours = _timed(lambda: [compare_titles(*pair) for pair in pairs])
    plain = _timed(lambda: [token_set_ratio(*pair) for pair in pairs])
    return {"pairs_1000_seconds": ours, "pairs_against_plain_fuzzy": round(ours / plain, 1)}


def _application(subjects: list[str]) -> tuple[list[Claimed], list[Unit]]:
    names = [f"{subject}. {field}" for field, subject in itertools.product(_FIELDS, subjects)]
    names = (names * (5_000 // len(names) + 1))[:5_000]
    topics = tuple(f"{subject}: основные задачи" for subject in subjects[:20])
    units = [Unit(f"U{number}", name, 72, topics, topics[:5]) for number, name in enumerate(names)]
    claimed = [Claimed(units[number * 83].title, 60, "экзамен", "5", topics[:17]) for number in range(60)]
    return claimed, units


def _courses(subjects: list[str]) -> dict[str, float]:
    claimed, units = _application(subjects)
    cold = _timed(lambda: compare_courses(claimed, units, 75))
    warm = min(_timed(lambda: compare_courses(claimed, units, 75)) for _ in range(3))
    return {"courses_60_of_5000_cold_seconds": cold, "courses_60_of_5000_warm_seconds": warm}


def _alike() -> dict[str, float]:
    """The worst case for the arrangement: everything has one name and hours differ."""
    claimed = [Claimed("Физика", 30 + n, "зачет", "зачтено", ("Оптика", f"Глава {n}")) for n in range(60)]
    units = [Unit(f"F{n}", "Физика", 40 + n, ("Оптика",)) for n in range(60)]
    return {"alike_60_of_60_seconds": _timed(lambda: compare_courses(claimed, units, 75))}


def _profile(subjects: list[str]) -> str:
    claimed, units = _application(subjects)
    profile = cProfile.Profile()
    profile.runcall(compare_courses, claimed, units, 75)
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(25)
    return text.getvalue()


def _timed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return round(time.process_time() - start, 3)


if __name__ == "__main__":
    main()

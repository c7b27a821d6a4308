"""Names of people put into the nominative, where that is certain."""

import re
from functools import lru_cache
from itertools import product

from workflows.credit.reading.people.given import listed
from workflows.credit.reading.people.names import NameFound
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import parses

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def nominative(
    name: NameFound,
    cases: frozenset[str] = frozenset(),
    gender: str | None = None,
    known: frozenset[str] = frozenset(),
) -> tuple[str, bool]:
    """The name in the nominative and whether that is certain; the words before it may call for cases and a gender.

    `known` are surnames that the letter has in the nominative.
    """
    readings = [_readings(word, kind) for word, kind in name.parts if kind != "Init"]
    if not readings:
        return name.written, False
    scores: dict[tuple[str, str], float] = {}
    for key in set.intersection(*({(case, gender) for case, gender, _, _ in each} for each in readings)):
        score = 1.0
        for each in readings:
            score *= max(weight for case, gender, _, weight in each if (case, gender) == key)
        if cases and key[0] not in cases:
            score *= 0.02
        elif key[0] == "nomn":
            score *= 12
        elif key[0] == "loct" and not cases:
            score *= 0.1  # only after «о», «на», «при»: nobody is asked for in it
        if gender and key[1] != gender:
            score *= 0.01
        if known and any(set(forms) & known for forms in _forms(name, readings, key, known)):
            score *= 50
        scores[key] = score
    if not scores:
        return name.written, False
    ranked = sorted(scores, key=lambda key: (-scores[key], CASES.index(key[0]), key[1]))
    best = [
        said
        for key in ranked
        if scores[key] > scores[ranked[0]] * 0.4
        for said in _assembled(name, _forms(name, readings, key, known))
    ]
    # «Фото сертификата Тер Малика»: what fits none of the cases called for stands in the nominative
    fits = (
        not cases
        or ranked[0][0] in cases
        or (ranked[0][0] == "nomn" and not any(k[0] in cases for k in scores))
    )
    certain = len(set(best)) == 1 and fits
    return best[0], certain


_NEAR = 0.4  # of the weight of the likeliest form: what is likelier than that leaves a doubt


def _forms(
    name: NameFound,
    readings: list[list[tuple[str, str, str, float]]],
    key: tuple[str, str],
    known: frozenset[str],
) -> list[list[str]]:
    """The likely nominatives of each part in this case and gender, the likeliest first; a known surname alone."""
    out = []
    kinds = [kind for _, kind in name.parts if kind != "Init"]
    for kind, each in zip(kinds, readings, strict=True):
        options = sorted(
            ((weight, form) for case, gender, form, weight in each if (case, gender) == key), reverse=True
        )
        forms = [form for weight, form in options if weight > options[0][0] * _NEAR]
        told = [form for _, form in options if kind == "Surn" and fold(form) in known]
        out.append(told or forms)
    return out


def _assembled(name: NameFound, forms: list[list[str]]) -> list[str]:
    """The name with every choice of these forms."""
    written = [word for word, kind in name.parts if kind != "Init"]
    out = []
    for choice in product(*forms):
        said = name.written
        for word, form in zip(written, choice, strict=True):
            said = said.replace(word, _dress(word, form), 1)
        out.append(said)
    return out


@lru_cache(maxsize=10_000)
def _cached_readings(word: str, kind: str) -> tuple[tuple[str, str, str, float], ...]:
    out = [(*each, 1.0) for each in [*listed(word), *_hard_dative(word)]] if kind == "Name" else []
    for one in parses(word):
        tag = one.tag
        if kind not in tag or "plur" in tag or tag.case not in CASES or tag.gender not in {"masc", "femn"}:
            continue
        if kind == "Surn" and not one.is_known:
            continue  # a guess of the analyser: «Яблонскому» is of «Яблонский», not of «Яблонской»
        straight = one.inflect({"nomn", "sing"})
        if straight:
            # «Анне» is «Анна» in the dative far more often than the foreign name that never changes.
            fixed = "Fixd" in tag and not (kind == "Surn" and tag.gender == "femn")
            rarity = 0.1 if fixed and not word.endswith("и") else 1.0  # «Нелли» is nobody's genitive
            out.append((tag.case, tag.gender, straight.word, one.score * rarity))
    if kind == "Surn":  # the dictionary has some surnames of men without those of their daughters
        known = {(case, gender) for case, gender, _, _ in out}
        out += [each for each in _by_ending(word) if each[:2] not in known]
    return tuple(_hard_or_soft(out)) if kind == "Name" else tuple(out)


def _hard_dative(word: str) -> list[tuple[str, str, str]]:
    """«Алие», as many write the dative of «Алия»."""
    name = re.sub(r"ие\Z", "ия", word.lower())
    known = name != word.lower() and any("Name" in one.tag and one.is_known for one in parses(name))
    return [("datv", "femn", name)] if known else []


def _hard_or_soft(readings: list[tuple[str, str, str, float]]) -> list[tuple[str, str, str, float]]:
    """«Милане» is of «Милана», «Тане» of «Таня»: only short names end in -ня."""
    words = {each[2] for each in readings}
    unlikely = {
        word if len(word) > 4 or word[-2:] != "ня" else word[:-1] + "а"
        for word in words
        if word.endswith("я") and word[:-1] + "а" in words
    }
    return [each for each in readings if each[2] not in unlikely]


_ENDINGS = {
    "": (("nomn", "masc", ""),),
    "а": (("nomn", "femn", "а"), ("gent", "masc", ""), ("accs", "masc", "")),
    "у": (("datv", "masc", ""), ("accs", "femn", "а")),
    "ым": (("ablt", "masc", ""),),
    "ой": (("gent", "femn", "а"), ("datv", "femn", "а"), ("ablt", "femn", "а"), ("loct", "femn", "а")),
}
_OF_ADJECTIVES = {
    "ий": (("nomn", "masc", "ий"),),
    "ого": (("gent", "masc", "ий"), ("accs", "masc", "ий")),
    "ому": (("datv", "masc", "ий"),),
    "им": (("ablt", "masc", "ий"),),
    "ая": (("nomn", "femn", "ая"),),
    "ой": (("gent", "femn", "ая"), ("datv", "femn", "ая"), ("ablt", "femn", "ая"), ("loct", "femn", "ая")),
    "ую": (("accs", "femn", "ая"),),
}
_WITH_ENDINGS = re.compile(r"(.*(?:[оеё]в|[иы]н))(|а|у|ым|ой)")
_LIKE_ADJECTIVES = re.compile(r"(.*[сц]к)(ий|ого|ому|им|ая|ой|ую)")
_FIXED = re.compile(r".*(?:[оэ]|[иы]х|ли|ни|ри|ти|дзе)")  # Лучко, Черных, Бегалиашвили


def _by_ending(word: str) -> tuple[tuple[str, str, str, float], ...]:
    """Readings of a surname the dictionary does not know in some case or gender, by how it ends."""
    written = word.lower()
    for pattern, endings in ((_WITH_ENDINGS, _ENDINGS), (_LIKE_ADJECTIVES, _OF_ADJECTIVES)):
        match = pattern.fullmatch(written)
        if match:
            return tuple(
                (case, gender, match.group(1) + ending, 0.3)
                for case, gender, ending in endings[match.group(2)]
            )
    adjectives = [
        one
        for one in parses(word)
        if one.tag.POS == "ADJF" and one.is_known and one.tag.gender in {"masc", "femn"}
    ]
    if adjectives:
        stressed = (
            [("nomn", "masc", written, 0.2)] if written.endswith("ой") else []
        )  # «Бережной», like «Толстой»
        return (
            *stressed,
            *(
                (one.tag.case, one.tag.gender, one.inflect({"nomn", "sing", one.tag.gender}).word, one.score)
                for one in adjectives
            ),
        )
    if _FIXED.fullmatch(written):
        return tuple((case, gender, written, 0.2) for case in CASES for gender in ("masc", "femn"))
    return tuple(_like_a_noun(word))


_MAN_OF = {"а": ("gent", "accs"), "у": ("datv",), "ом": ("ablt",), "ем": ("ablt",)}
_SOFT = {"я": ("gent", "accs"), "ю": ("datv",), "ем": ("ablt",)}
_OF_A = {"ы": ("gent",), "и": ("gent",), "е": ("datv", "loct"), "у": ("accs",), "ой": ("ablt",)}
_CONSONANT = "[бвгджзклмнпрстфхцчшщ]"


def _like_a_noun(word: str) -> list[tuple[str, str, str, float]]:
    """Жук, Лось, Сорока, Кухта: a man's surname is declined like the noun it looks like, a woman's only after -а."""
    written = word.lower()
    out: list[tuple[str, str, str, float]] = []
    if re.search(rf"(?:{_CONSONANT}|[ьй])\Z", written) and not re.search(r"...[ое]й\Z", written):
        out += [("nomn", "masc", written, 0.2)]
        out += [(case, "femn", written, 0.2) for case in CASES]
    if re.search(r"[ая]\Z", written):
        out += [("nomn", gender, written, 0.2) for gender in ("masc", "femn")]
    nouns = [
        (one.tag.case, one.inflect({"nomn", "sing"}).word)
        for one in parses(word)
        if one.tag.POS == "NOUN"
        and one.is_known
        and one.tag.gender in {"masc", "femn"}
        and one.tag.case
        in ({"gent", "datv", "ablt"} if "inan" in one.tag else {"gent", "datv", "accs", "ablt"})
        and "sing" in one.tag
        and "Fixd" not in one.tag
    ]
    for case, noun in nouns or _declined(written):
        genders = ("masc", "femn") if noun[-1] in "ая" else ("masc",)
        out += [(case, gender, noun, 0.2) for gender in genders]
    if written.endswith("е"):  # Роде
        out += [(case, gender, written, 0.05) for case in CASES for gender in ("masc", "femn")]
    return out or [(case, gender, written, 0.2) for case in CASES for gender in ("masc", "femn")]


def _declined(written: str) -> list[tuple[str, str]]:
    """(case, nominative) that an unknown word may be."""
    out = []
    for endings, before, nominative_ends in (
        (_MAN_OF, _CONSONANT, ""),
        (_SOFT, _CONSONANT, "ь"),
        (_SOFT, "[аеиоуы]", "й"),
        (_OF_A, _CONSONANT, "а"),
    ):
        for ending, cases in endings.items():
            match = re.fullmatch(rf"(.*{before}){ending}", written)
            if match:
                out += [(case, match.group(1) + nominative_ends) for case in cases]
    return out


def _readings(word: str, kind: str) -> list[tuple[str, str, str, float]]:
    return list(_cached_readings(word, kind))


def may_stand_in(case: str, name: NameFound) -> bool:
    """Whether every part of the name may stand in this case: a signature is in the nominative."""
    readings = [_readings(word, kind) for word, kind in name.parts if kind != "Init"]
    return all(not each or any(said == case for said, _, _, _ in each) for each in readings)


def _dress(written: str, form: str) -> str:
    """`form` with the capitals, hyphens and е/ё habits of the word as written."""
    if "ё" not in written.lower():
        form = form.replace("ё", "е")
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))

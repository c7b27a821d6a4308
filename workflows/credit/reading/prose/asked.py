"""Names without quotes right after the request or after «прошёл курс»."""

import re
from itertools import takewhile

from workflows.credit.reading.fields.telling import find_atoms
from workflows.credit.reading.fields.titles import clean_title
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.prose.mentions import Mention, plain_title
from workflows.credit.reading.text.morphology import is_verb
from workflows.credit.reading.text.page import Page, Span, trim
from workflows.credit.reading.text.sentences import ASK, lead_end
from workflows.credit.reading.text.vocabulary import alternatives

_STUDIED = re.compile(
    r"(?<!\w)(?:прош(?:ел|ла)|прослушал\w*|(?:за|о)кончил\w*|освоил\w*|изучил\w*|посещал\w*|проходил\w*|завершил\w*)\s"
    r"(?:(?:у\sвас|там|уже|ранее|раньше|летом)\s)?(?:курс|кружок|факультатив|модуль|программу|секцию)\s(?:по\s)?"
)


# «учил до вас два предмета, химия и биология, …»
_SEVERAL_STUDIED = re.compile(
    r"(?<!\w)(?:уч(?:ил|ила|или)|изуч(?:ал|ил)\w*|прош(?:ел|ла)|проходил\w*|освоил\w*|(?:за|о)кончил\w*|сда(?:л|вал)\w*)\s"
    r"[^,;:.!?«\"]{0,40}?(?:дв[ае]|оба|обе|три|четыре|пять|нескольк\w+)\s(?:\w+\s)?(?:предмет|курс|дисциплин|модул)\w{0,3}\s?(?:[,:]|—|-)\s"
)


_UP_TO_PLACE = re.compile(
    r"[^,;:.()«\"\n\d]+?(?=\s(?:в|во|при|у|за|из(?!\s(?:глин|бумаг|дерев|кож|ткан|бисер|солом|берест|теста|шерст|лоз))|от|с|и|на\s(?!python))\s|[,;:.()\n]|\Z)"
)


def told_names(page: Page, span: Span, number: int) -> list[Mention]:
    """«Я прошёл курс волейбола в лицее, прошу зачесть»: the words behind «курс», up to a mark or a place."""
    out = []
    for match in _STUDIED.finditer(page.folded[: span[1]], span[0]):
        said = _UP_TO_PLACE.match(page.folded[match.end() : span[1]])
        if said and plain_title(said.group()):
            place = (match.end(), match.end() + said.end())
            out.append(Mention(*place, page.value(*place, "title after «курс»"), None, number, True))
    several = _SEVERAL_STUDIED.search(page.folded[: span[1]], span[0])
    return out or (_listed_names(page, several.end(), span[1], number) if several else [])


def _listed_names(page: Page, begin: int, end: int, number: int) -> list[Mention]:
    """The names of «химия и биология, на оба вместе 102 часа»; none when any of them may be something else."""
    stop = min([atom.start for atom in find_atoms(page, begin, end)] + [end])
    mark = re.search(r"[.;:!?(«\"]|\s[—–-]\s", page.view[begin:stop])
    stop = begin + mark.start() if mark else stop
    pieces = [*takewhile(lambda piece: not _tells(page, piece), _pieces(page.view, begin, stop))]
    if len(pieces) < 2 or not all(plain_title(page.folded[slice(*piece)]) for piece in pieces):
        return []
    return [Mention(*piece, page.value(*piece, "title after «курс»"), None, number, True) for piece in pieces]


def unquoted_mentions(page: Page, spans: list[Span]) -> list[Mention]:
    """«Прошу зачесть физику, химию и биологию»: names without quotes right after the request."""
    out: list[Mention] = []
    for number, (start, end) in enumerate(spans):
        if not ASK.search(page.folded[start:end]):
            continue
        begin = start + lead_end(page.view[start:end])
        listed = _OF_SEVERAL.search(page.folded[start:begin]) and page.view[begin : begin + 1] == ","
        begin += bool(listed)  # «о зачёте двух предметов, химии и биологии»
        begin += len(re.match(r"\s*(?:по\s)?", page.folded[begin:end]).group())  # type: ignore[union-attr]  # matches always
        told_on = page.view.rfind(":", start, begin)
        if told_on > 0 and is_verb(next(iter(re.findall(r"\w+", page.folded[begin:end])), "")):
            begin = start + lead_end(page.view[start:told_on])  # «зачесть рисунок: занималась им в студии»
            begin, end = (begin, told_on) if page.view[begin:told_on].strip() else (end, end)
        stop = min([atom.start for atom in find_atoms(page, begin, end)] + [end])
        phrase = page.view[begin:stop]
        cut = re.search(
            r"\s(?:по|в объеме|в объёме|котор\w+|(?:пройд|изуч|осво|прослуш|законч|заверш)[её]?нн\w+|за|от|с|у|в|во|"
            r"объемом|объёмом)(?:\s|\Z)|\sиз\s(?!(?:глин|бумаг|дерев|кож|ткан|бисер|солом|берест|войлок|пластилин|картон|шерст|теста)\w*)|"
            r"\s(?:как|вместо|после|потому|поскольку)\s|(?<!игру)(?<!игра)(?<!игры)(?<!игре)\sна\s(?![A-Za-z])|,\s*(?=(?:пройд|изуч|осво|прослуш|законч|заверш)\w{0,3}нн)|"
            r"\(|[.!?]|,\s*(?:котор|так как|потому|я |он |она |где|там|"
            r"(?:а |и )?(?:\w+\s)?(?:письм|справк|сертификат|диплом|документ|свидетельств|удостоверени|грамот|данн|"
            r"сведени|скан|фото|файл|копи|подробност|табел|выписк|информаци)|все\s)",
            phrase,
        )
        phrase_end = begin + (cut.start() if cut else len(phrase))
        pieces = [*takewhile(lambda piece: not _tells(page, piece), _pieces(page.view, begin, phrase_end))]
        titles = [
            piece
            for piece in pieces
            if plain_title(page.folded[slice(*piece)]) and not _is_name(page.view[slice(*piece)])
        ]
        if pieces and len(titles) == len(pieces):
            out.extend(
                Mention(
                    low,
                    high,
                    page.value(*clean_title(page.view, low, high), "title after the request"),
                    None,
                    number,
                    True,
                )
                for low, high in titles
            )
    return out


def _is_name(text: str) -> bool:
    """«прошу зачесть курс Марьяны»: whose course it is, and not what it is called."""
    said = next(iter(find_names(text, given_only=True)), None)
    return text[:1].isupper() and said is not None and said.written == text.strip(" .,!")


_OF_SEVERAL = re.compile(r"(?:курс|предмет|дисциплин|модул|программ)\w{1,3}\s*\Z")
_TOLD = re.compile(
    alternatives("sentences", "told")
    + r"|(?:(?:на\s|за\s)?(?:вместе|оба|обе|двоих)|кажд\w+|суммарно|всего)(?!\w)"
)


def _tells(page: Page, piece: Span) -> bool:
    """Whether a piece behind a name tells on: «…, занималась в студии», «…, вместе вышло 70 часов»."""
    said = page.folded[slice(*piece)]
    return bool(_TOLD.match(said)) or any(is_verb(word) for word in re.findall(r"\w+", said)[:1])


def _pieces(text: str, start: int, end: int) -> list[Span]:
    edges, begin = [], start
    for match in re.finditer(
        r"(?<!\s)\s*,\s*(?:и\s+|а также\s+)?|(?<!\s)\s+(?:и|а также)\s+", text[start:end]
    ):
        edges.append((begin, start + match.start()))
        begin = start + match.end()
    edges.append((begin, end))
    return [piece for piece in (trim(text, *edge) for edge in edges) if piece[0] < piece[1]]

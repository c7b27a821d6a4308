"""Courses told in sentences: «закончил курс «Астрономия» в планетарии, там было 40 часов и в конце зачёт»."""

import re
from dataclasses import dataclass, replace

from workflows.credit.reading.fields import Findings, read_fields, split_fields
from workflows.credit.reading.folding import fold
from workflows.credit.reading.forms import FormFound, find_forms
from workflows.credit.reading.hours import find_hours
from workflows.credit.reading.morphology import is_verb, stems
from workflows.credit.reading.page import Page, Span, trim
from workflows.credit.reading.results import find_results, whole_result
from workflows.credit.reading.sentences import ASK, lead_end, sentences
from workflows.credit.reading.titles import clean_title, title_doubts
from workflows.credit.reading.values import Course, Value

_QUOTED = re.compile(r"«(?P<a>(?:[^«»\n]|«[^»]*»){2,200})»|\"(?P<b>[^\"\n]{2,200})\"")
_COURSE_BEFORE = re.compile(
    r"(?:курс\w*|модул\w*|дисциплин\w*|предмет\w*|программ\w*|факультатив\w*|спецкурс\w*|интенсив\w*|практик\w*|раздел\w*|тренинг\w*|вебинар\w*|семинар\w*|мастер-класс\w*|перв\w{1,3}|втор\w{1,3}|трет\w{1,3}|"
    r"по|на|и|или|а также|теме|направлени\w*|специальност\w*|кружк\w*|кружок|секци\w*|зачесть|зачет\w*|названием|именно|изучал\w*|прош\w+|закончил\w*|окончил\w*|освоил\w*|курса|:|,|;|[-—])\s*(?:[-—:]\s*)?$"
)
_PLACE_BEFORE = re.compile(
    r"(?:школ\w*|центр\w*|лице\w*|гимнази\w*|студи\w*|клуб\w*|колледж\w*|техникум\w*|институт\w*|университет\w*|академи\w*|лагер\w*|платформ\w*|компани\w*|дом\w*|дворц\w*|двор\w*|организаци\w*|сад\w*|ооо|ип|ао|ано|до|дпо|мбу\w*|"
    r"сайт\w*|фонд\w*|технопарк\w*|кванториум\w*|групп\w*|класс\w*|поток\w*|медиацентр\w*|библиотек\w*|музе\w*|театр\w*|образовательн\w+|сервис\w*|приложени\w*|журнал\w*|конкурс\w*|олимпиад\w*|\w*школ\w*|\w*центр\w*|\w*клуб\w*|\w*студи\w*|в|во|из|от|при)\s*$"
)
_OWN_PROGRAMME = re.compile(r"у вас|учусь|обучаюсь|учится|обучается|занима\w+ у вас|зачислен|поступил|перевел\w*|вашей|вашего|вашем|ваш курс|готовлюсь|нынешн|сейчас|теперь")
_STATEMENT = re.compile(
    r"(?:(?<=^)|(?<=[.!?;,]\s)|(?<=\s[аи]\s))(?:по|за)\s+(?:курсу\s|предмету\s|дисциплине\s|модулю\s|программе\s)?(?P<title>[а-яa-z][\wёа-я-]*(?:\s[\wа-я-]+){0,4}?)"
    r"(?=\s*[,:—-]*\s*(?:был\w*|получ\w+|сдал\w*|сдава\w+|итог\w*|оценк\w*|форм\w+|у меня|мне|\d{1,4}\s?(?:ак|ч)|зачет|экзамен|тест|защит\w+|контрольн\w+|[-—:]|поставили|всего|объем\w*|часов|часы|прошел|прошла|написал\w*|стоит|итоговы\w+))"
)
_NO_STATEMENT = re.compile(
    r"(?:итог\w*|окончани\w*|результат\w*|справк\w*|почт\w*|телефон\w*|повод\w*|возможност\w*|желани\w*|аттестаци\w*|программе|вашей|этому|этим|эти|этой|всем|каждому|обоим|поручени\w*|причин\w*|семейн\w*|данн\w*|прошлый|прошлом|год|время|каждый|ссылк\w*|закону|договор\w*|месту|состояни\w*|субботам|пятницам|один|два|три|весь|все|это|них|нему|ней|курс|курсу|предмету|дисциплине|неделю|меня|зачет\w*|экзамен\w*|часов)(?!\w)"
)
SHARED = re.compile(r"(?<!\w)(?:оба|обе|обоих|обоим|все|всех|всем|кажд\w+|везде|тоже|также одинаков\w*|соответственно|одинаков\w*)(?!\w)")
_TITLE_WORDS = 6
_NOT_TITLES = re.compile(
    r"\s*(?:оба|обе|все|всё|это|то|их|его|ее|эти|данн|указанн|пройденн|материал|документ|справк|сертификат|диплом|заявлени|обучени|что|часть|часы|оценк|результат|из|в|во|на|по|за|с|со|от|для|к|о|об|если|когда|котор|как|при|и|я|мы|можно|без|учебн|семестр|год|см|пожалуйста|зачет|экзамен|ниже|следующ|прошлогодн)(?![а-я]{4})"
)


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    title: Value
    known: int | None  # index of the course already listed, or None
    sentence: int
    strong: bool  # surely a course, even when nothing more is said of it


@dataclass(frozen=True)
class _Atom:
    start: int
    end: int
    kind: str


def read_prose(page: Page, listed: list[Course]) -> tuple[list[tuple[Course, int, int]], list[Course]]:
    """Courses told in prose, and the listed courses with what the sentences add to them or make doubtful."""
    spans = [span for match in re.finditer(r"[^\n]*\S[^\n]*", page.view) for span in sentences(page.view, *match.span())]
    asked = [] if listed else _unquoted(page, spans)
    mentions = [mention for number, span in enumerate(spans) for mention in _mentions(page, span, number, listed)]
    taken = {mention.sentence for mention in mentions}
    mentions = sorted([*mentions, *(one for one in asked if one.sentence not in taken)], key=lambda one: one.start)
    told, amended = _assemble(page, spans, mentions, listed)
    if len(amended) == 1 and not mentions:
        findings = Findings()
        _gather(page, 0, len(page.view), findings, skip=(0, 0))
        amended = [_complete(amended[0], findings)]
    return told, _shared_remarks(page, spans, mentions, amended)


def _mentions(page: Page, span: Span, number: int, listed: list[Course]) -> list[_Mention]:
    start, end = span
    folded = page.folded
    found: list[_Mention] = []
    for match in _QUOTED.finditer(page.view, start, end):
        inner = match.span("a") if match.group("a") else match.span("b")
        mention = _quoted_mention(page, span, match.span(), inner, number, listed)
        found.extend([mention] if mention else [])
    for match in _STATEMENT.finditer(folded[:end], start):
        said = match.group("title")
        if _NO_STATEMENT.match(said) or find_hours(match.group("title")) or re.match(r"\d", said) or any(match.start() < one.end and one.start < match.end() for one in found):
            continue
        title = page.value(*match.span("title"), "title after «по»")
        known = _known(title, [*listed, *(Course(one.title) for one in found)])
        found.append(_Mention(match.start(), match.end(), title, known if known is not None and known < len(listed) else None, number, True))
    return sorted(found, key=lambda one: one.start)


def _quoted_mention(page: Page, sentence: Span, outer: Span, inner: Span, number: int, listed: list[Course]) -> _Mention | None:
    before = page.folded[max(sentence[0], outer[0] - 60) : outer[0]]
    said = page.view[slice(*inner)]
    if whole_result(said) or len(said.split()) > 20 or not re.search(r"[^\W\d_]{2}", said):
        return None
    title = page.value(*clean_title(page.view, *inner), "quoted title")
    known = _known(title, listed)
    course_before = _COURSE_BEFORE.search(before)
    if known is None:
        if _PLACE_BEFORE.search(before) or (before.strip() and not course_before):
            return None
        if re.search(r"программ\w*\s*$", before) and _OWN_PROGRAMME.search(page.folded[sentence[0] : outer[0]]):
            return None
    strong = bool(ASK.search(page.folded[slice(*sentence)])) or bool(re.search(r"(?:курс|модул|дисциплин|предмет)\w*\s*(?:[-—:]\s*)?$", before))
    return _Mention(outer[0], outer[1], title, known, number, strong)


def _known(title: Value, listed: list[Course]) -> int | None:
    """The index of the listed course that this name, perhaps in another case, means."""
    wanted = _stem_set(str(title.value))
    matches = [index for index, course in enumerate(listed) if wanted and _same(wanted, _stem_set(str(course.title.value)))]
    return matches[0] if len(matches) == 1 else None


def _stem_set(title: str) -> list[frozenset[str]]:
    return [stems(word) | {word} for word in re.findall(r"[\w-]+", fold(title)) if len(word) > 2]


def _same(wanted: list[frozenset[str]], other: list[frozenset[str]]) -> bool:
    return len(wanted) <= len(other) and all(any(word & against for against in other) for word in wanted) and bool(other) and bool(wanted[0] & other[0])


def _unquoted(page: Page, spans: list[Span]) -> list[_Mention]:
    """«Прошу зачесть физику, химию и биологию»: names without quotes right after the request."""
    out: list[_Mention] = []
    for number, (start, end) in enumerate(spans):
        if not ASK.search(page.folded[start:end]):
            continue
        begin = start + lead_end(page.view[start:end])
        stop = min([atom.start for atom in _atoms(page, begin, end)] + [end])
        phrase = page.view[begin:stop]
        cut = re.search(r"\s(?:по|в объеме|в объёме|котор\w+|пройденн\w+|изученн\w+|которы\w+|за|из|от|с|у|в|во|на|объемом|объёмом)(?:\s|\Z)|\(|[.!?]|,\s*(?:котор|так как|потому|я |он |она |где|там)", phrase)
        phrase_end = begin + (cut.start() if cut else len(phrase))
        pieces = _pieces(page.view, begin, phrase_end)
        titles = [piece for piece in pieces if _plain_title(page.folded[slice(*piece)])]
        if len(titles) == len(pieces):
            out.extend(_Mention(low, high, page.value(*clean_title(page.view, low, high), "title after the request"), None, number, True) for low, high in titles)
    return out


def _pieces(text: str, start: int, end: int) -> list[Span]:
    edges, begin = [], start
    for match in re.finditer(r"\s*,\s*(?:и\s+|а также\s+)?|\s+и\s+|\s+а также\s+", text[start:end]):
        edges.append((begin, start + match.start()))
        begin = start + match.end()
    edges.append((begin, end))
    return [piece for piece in (trim(text, *edge) for edge in edges) if piece[0] < piece[1]]


def _plain_title(folded: str) -> bool:
    words = re.findall(r"[\w-]+", folded)
    return 0 < len(words) <= _TITLE_WORDS and not _NOT_TITLES.match(folded) and not any(is_verb(word) for word in words) and any(len(word) > 3 for word in words)


def _atoms(page: Page, start: int, end: int) -> list[_Atom]:
    text = page.view[start:end]
    atoms = [_Atom(start + one.start, start + one.end, "hours") for one in find_hours(text)]
    atoms += [_Atom(start + one.start, start + one.end, "result") for one in find_results(text)]
    atoms += [_Atom(start + one.start, start + one.end, "form") for one in find_forms(text)]
    return sorted(atoms, key=lambda atom: atom.start)


def _assemble(page: Page, spans: list[Span], mentions: list[_Mention], listed: list[Course]) -> tuple[list[tuple[Course, int, int]], list[Course]]:
    amended, told = list(listed), []
    gathered: dict[str, tuple[_Mention, Findings, list[str]]] = {}
    for index, mention in enumerate(mentions):
        start, end = _territory(page, spans, mentions, index)
        findings, doubts = Findings(), list(title_doubts(str(mention.title.value)))
        _gather(page, start, end, findings, skip=(mention.start, mention.end))
        _judge_neighbours(page, spans, mentions, index, findings, doubts)
        if mention.known is not None:
            amended[mention.known] = _amend(amended[mention.known], findings.course(mention.title, doubts))
            continue
        if not (findings.kinds or mention.strong or doubts):
            continue
        key = next((known for known, (other, _, _) in gathered.items() if _either(other.title, mention.title)), None)
        if key is None:
            gathered[fold(str(mention.title.value))] = (mention, findings, doubts)
        else:
            first = gathered[key]
            first[1].hours.extend(findings.hours)
            first[1].forms.extend(findings.forms)
            first[1].results.extend(findings.results)
            first[2].extend(doubts)
    for mention, findings, doubts in gathered.values():
        told.append((findings.course(mention.title, doubts), mention.start, mention.end))
    return told, amended


def _either(one: Value, other: Value) -> bool:
    first, second = _stem_set(str(one.value)), _stem_set(str(other.value))
    return _same(first, second) or _same(second, first)


def _territory(page: Page, spans: list[Span], mentions: list[_Mention], index: int) -> Span:
    """From this mention to the next one; back to the sentence's start when it is the sentence's only mention."""
    mention = mentions[index]
    alone = sum(other.sentence == mention.sentence for other in mentions) == 1
    start = spans[mention.sentence][0] if alone else mention.start
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    if following is None:
        end = len(page.view)
    else:
        end = following.start if following.sentence == mention.sentence else spans[following.sentence][0]
    if not alone and (following is None or following.sentence != mention.sentence):
        end = spans[mention.sentence][1]  # what follows a sentence with several courses is judged as shared
    return start, end


def _complete(course: Course, findings: Findings) -> Course:
    """The letter's only course with what its other sentences say of the values the row leaves out."""
    if course.hours.as_written:
        findings.hours.clear()
    if course.assessment_form.as_written:
        findings.forms.clear()
    if course.result.as_written:
        findings.results.clear()
    findings.doubts.clear()
    return _amend(course, findings.course(course.title)) if findings.kinds else course


def untitled(page: Page) -> Course | None:
    """The one course of a letter that says everything but its name; None when it says too little or too much."""
    findings = Findings()
    for line in re.finditer(r"[^\n]*\S[^\n]*", page.view):
        for start, end in sentences(page.view, *line.span()):
            read_fields(page, split_fields(page.view, start + lead_end(page.view[start:end]), end), findings)
    return findings.course(Value()) if findings.kinds >= 2 and len(findings.hours) <= 1 else None


def _gather(page: Page, start: int, end: int, findings: Findings, skip: Span) -> None:
    text = page.view
    for low, high in ((start, min(skip[0], end)), (max(skip[1], start), end)):
        if low >= high:
            continue
        for hours in find_hours(text[low:high]):
            value = Value(hours.value, page.text[low + hours.start : low + hours.end], page.source(low + hours.start, low + hours.end), hours.rule, hours.value is not None)
            findings.hours.append((hours, value))
        results = find_results(text[low:high])
        for result in results:
            findings.doubts.extend([result.doubt] if result.doubt else [])
            value = page.value(low + result.start, low + result.end, result.rule)
            findings.results.append(Value(None, value.as_written, value.source, value.rule) if result.doubt else value)
        for form in _labelled_first(page, low, high, find_forms(text[low:high])):
            findings.forms.append(page.value(low + form[0], low + form[1], "form in a sentence"))


_FORM_LABEL = re.compile(r"(?:форм\w+|вид)(?:\s(?:промежуточной|итоговой))?\s(?:аттестации|контроля|отчетности)\s*(?:[:—-]|был\w*|это)?\s*(?P<form>[^,.;()\n]{3,70})")


def _labelled_first(page: Page, low: int, high: int, found: list[FormFound]) -> list[Span]:
    label = _FORM_LABEL.search(page.folded[low:high])
    if label:
        return [label.span("form")]
    return [(one.start, one.end) for one in found]


def _judge_neighbours(page: Page, spans: list[Span], mentions: list[_Mention], index: int, findings: Findings, doubts: list[str]) -> None:
    """With several courses in one sentence, a value belongs to one of them only when its place is unmistakable."""
    mention = mentions[index]
    group = [other for other in mentions if other.sentence == mention.sentence]
    if len(group) == 1:
        return
    start, end = spans[mention.sentence]
    following = next((other for other in mentions if other.sentence > mention.sentence), None)
    after_end = spans[following.sentence][0] if following else len(page.view)
    kinds = [{atom.kind for atom in _atoms(page, other.end, after.start if after else end)} for other, after in zip(group, [*group[1:], None], strict=True)]
    leading = {atom.kind for atom in _atoms(page, start, group[0].start)}
    trailing = {atom.kind for atom in _atoms(page, end, after_end)}
    only_last = {kind for kind in kinds[-1] if not any(kind in other for other in kinds[:-1])}
    shared = leading | trailing | only_last
    if SHARED.search(page.folded[start:end]) and not all(kinds):
        shared |= set().union(*kinds)
    for kind in shared:
        _clear(findings, kind)
        doubts.append(f"{kind}_shared")


def _clear(findings: Findings, kind: str) -> None:
    if kind == "hours":
        findings.hours.clear()
    elif kind == "form":
        findings.forms.clear()
    else:
        findings.results.clear()


def _amend(course: Course, told: Course) -> Course:
    """What a sentence says of a listed course: fills what is empty, and contradicts what differs."""
    changes: dict[str, Value] = {}
    doubts = [*course.doubts, *told.doubts]
    for name in ("hours", "assessment_form", "result"):
        before, after = getattr(course, name), getattr(told, name)
        if before.value is None and after.value is not None and not before.as_written:
            changes[name] = after
        elif before.value is not None and after.value is not None and fold(str(before.value)) != fold(str(after.value)) and name == "hours":
            changes[name] = Value(None, before.as_written, before.source, before.rule)
            doubts.append("hours_contradictory")
    return course.with_values(changes, doubts)


def _shared_remarks(page: Page, spans: list[Span], mentions: list[_Mention], courses: list[Course]) -> list[Course]:
    """«Все курсы по 36 часов»: a value said of several listed courses makes it doubtful for each that lacks it."""
    if not courses:
        return courses
    used = {mention.sentence for mention in mentions}
    kinds: set[str] = set()
    for number, (start, end) in enumerate(spans):
        if number in used:
            continue
        atoms = {atom.kind for atom in _atoms(page, start, end)}
        said = page.folded[start:end]
        label = {"form"} if re.search(r"форм\w+ (?:\w+ )?(?:аттестаци|контрол)|аттестаци\w+\s?[:—-]", said) else set()
        loose = {"hours"} & atoms
        kinds |= loose | (atoms if SHARED.search(said) else set()) | ({"form"} & label & (atoms | {"form"})) | ({"result"} & atoms if re.search(r"оценк|результат|итог", said) else set())
    names = {"hours": "hours", "form": "assessment_form", "result": "result"}
    out = []
    for course in courses:
        lacking = [kind for kind in sorted(kinds) if getattr(course, names[kind]).value is None]
        out.append(replace(course, doubts=tuple(dict.fromkeys([*course.doubts, *(f"{kind}_shared" for kind in lacking)]))))
    return out

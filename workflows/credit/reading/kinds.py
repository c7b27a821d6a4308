"""What kind of letter it is, from its words; the headers of machine mail were judged before by the mailroom."""

import re

from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.sentences import ASK

_AUTOMATIC = re.compile(
    r"\s*(?:автоматический ответ|автоответ|автоматическое уведомление|out of office|automatic reply|"
    r"auto(?:matic)?[- ]?(?:reply|response)|вне офиса|я в отпуске|autosvar|abwesenheit)"
)
_BOUNCED = re.compile(
    r"\s*(?:undeliver|undelivered mail|delivery status notification|mail delivery (?:failed|failure|"
    r"subsystem)|returned mail|failure notice|недоставлен|не удалось доставить|сообщение не доставлено|"
    r"delivery has failed)"
)
_CREDIT = (
    (ASK, 6),
    (
        re.compile(
            r"(?:пере)?зачет\w*\s(?:\w+\s){0,2}(?:результат|пройденн|изученн|освоенн|курс|предмет|"
            r"дисциплин|модул|программ|ранее)"
        ),
        5,
    ),
    (
        re.compile(
            r"(?:заявлени\w*|прошени\w*)\s(?:о|на|об)\s(?:пере)?зачет|перезачет|переаттестац|перезасч"
        ),
        5,
    ),
    (
        re.compile(
            r"не\s(?:проходить|изучать|сдавать|учить)\s(?:\w+\s){0,3}(?:заново|повторно|еще раз|снова|"
            r"второй раз)|освобо\w+\s(?:\w+\s){0,3}от\s(?:\w+\s){0,3}(?:изучени|прохождени|посещени)"
        ),
        4,
    ),
    (
        re.compile(
            r"для\s(?:\w+\s)?(?:пере)?зачета|(?:про|насчет|поводу|вопрос\w*\sо|на|"
            r"к)\s(?:пере)?зачет\w?(?!\w)|учтите\s|зачесть|зачтите"
        ),
        4,
    ),
    (
        re.compile(
            r"(?:учтите|учтете|учесть|перенес(?:ти|ите)|переведите|примите|принять)[\s,]+(?:пожалуйста[\s,]+)?"
            r"(?:\w+\s){0,3}?(?:курс|кружк|кружок|предмет|дисциплин|модул|заняти|результат|оцен|час(?:ы|ов)|эт[оиу]|их|его|ее)"
            r"\w*|не\s(?:ходить|заниматься)\s(?:\w+\s){0,3}(?:второ\w+\sраз|снова|заново|еще раз)"
        ),
        4,
    ),
)
# «какие модули за мной числятся», «сколько часов у сына набрано»: what our own records say of somebody.
_WHAT = (
    r"(?:как(?:ие|ими?|их|ая|ой|ую|ов\w+)|сколько|чему|список|перечень|сведени\w+|информаци\w+|(?:вс[еёю]\w?\s)?истори\w+|"
    r"что(?=\s(?:из|обо?|у|за|мне|ей|ему|уже|числ|сто|зачт|запис|закр|оста)))"
)
_RECORDED = (
    r"(?:(?:за|у)\s(?:мной|меня|ним|ней|него|нее|нами|нас|сын\w*|доч\w*|моим|моей|моего)|числ[ия]т\w*|"
    r"зачтен\w*|зачли|засчита(?:н\w*|ли)|учтен\w*|учли|сто[ия]т\w*|выставлен\w*|проставлен\w*|закры(?:л\w*|т\w*)|набра\w+|пройден\w*|"
    r"про(?:шел|шла|шли|ходил\w*)|освоен\w*|освоил\w*|изуч(?:ен|ал|ил)\w*|сда(?:л|н)\w*|записан\w*|получ(?:ен|ил)\w*|хран[ия]т\w*|"
    r"(?:мо|сво)(?:ей|их|ем|его|и|я)\s(?:учеб|обучени|оцен|отмет|результат|курс)\w*)"
)
_TELL = (
    r"(?:(?:под)?скажите|сообщ(?:ите|ить)|напи(?:шите|сать)|уточни(?:те|ть)|перечислите|посмотр(?:ите|еть)|узнать|пришлите|"
    r"вышлите|прислать|выслать|поднимите|поднять|дайте|дать|интересует|сориентируйте|покажите|составьте|"
    r"подтверди(?:те|ть)|(?:дайте|хочу|хотим)\sзнать|получить)"
)
_POSSIBLE = r"(?:можно|нужн|надо|требу|следует|необходим|документ|ваш\w*\s|будет|будут|есть\sли)"
_TOLD = re.compile(
    rf"(?<!\w){_TELL}[\s,]+(?:(?!{_POSSIBLE})[^.?!\n]){{0,60}}?(?<!\w){_WHAT}\s(?:(?!{_POSSIBLE})[^.?!\n]){{0,70}}?(?<!\w)"
    rf"{_RECORDED}(?!\w)"
)
# «Какие оценки стоят у сына за прошлый год?»
_QUESTION = re.compile(
    rf"(?:\A|[.!?\n]\s*){_WHAT}\s(?:(?!{_POSSIBLE})[^.?!\n]){{0,60}}?(?<!\w)(?:зачтен\w*|засчитан\w*|сто[ия]т|выставлен\w*|закрыт\w*|"
    rf"набра\w+|пройден\w*|числ[ия]тся)(?!\w)(?:(?!{_POSSIBLE})[^.?!\n]){{0,80}}\?"
)
_COURSES = re.compile(
    r"зачтен|засчита|зачли|пройденн|курс|модул|предмет|дисциплин|оцен|отмет|балл|час|успеваем|учеб|обучени|результат"
)
_GIVE = (
    r"(?:предостав\w+|выда\w+|выслать|вышлите|прислать|пришлите|направить|направьте|подготов(?:ить|ьте)|сделать|"
    r"сделайте|оформ\w+|сообщ\w+|получить|изготов\w+|ознаком\w+|запрос\w*|запрашива\w+|показать|скинуть|скиньте|закажите|"
    r"заверить|распечат\w+|дать|дайте|перешлите|отправ(?:ить|ьте))"
)
_RECORD = (
    r"(?:справк\w*|выписк\w*|сведени\w*|истори\w+\s(?:обучени|учеб)\w*|скан\w*\s(?:диплом|аттестат|личн|удостовер|свидет)\w*|копи[юияй]\w*|дубликат\w*|табел\w*|личн\w+\sдел\w*|оцен(?:ки|ок|"
    r"кам|ках|ками)|успеваемост\w*|отметк\w*|журнал\w*|характеристик\w*|портфолио|транскрипт\w*|"
    r"академическ\w+\sсправк\w*|"
    r"данны\w+|результат\w*\sобучени\w*|перечень|список\s(?:пройденн|курс|наград|поощр)|информаци\w+|"
    r"зачетн\w+\sкниж\w*|выгрузк\w+|распечатк\w+|вкладыш\w*|расшифровк\w*|ведомост\w*|документ\w*\sоб\sобучении|посещаемост\w*)"
)
_WITHIN = r"(?!\S*[а-я]{3}[.!?]+\s)"  # no word that ends a sentence
_DISCLOSURE = (
    (re.compile(rf"(?<!\w){_GIVE}[\s,]+(?:{_WITHIN}\S+\s){{0,6}}?{_RECORD}"), 6),
    (
        re.compile(
            r"(?:нуж(?:ен|н[аоы])|необходим[аоы]|требуется|потребовалась|понадобилась|можно\sли\s(?:получить|"
            r"взять|заказать|сделать|запросить))\s(?:\S+\s){0,4}?(?:справк|выписк|копи|сведени|характеристик|табел|"
            r"транскрипт|дубликат|выгрузк|распечатк|архивн|вкладыш|табель|табел)"
        ),
        5,
    ),
    (
        re.compile(
            r"(?:запрос|заявк\w+|заявлени\w+)\s(?:о|об|на|сведений|информации|предоставлении|"
            r"выдач[уеи])\s?(?:(?!\S*,\s)(?!\S*[а-я]{3}[.!?]+\s)\S+\s){0,4}?(?:справк|выписк|копи|сведени|данн|предоставлен|выдач|"
            r"успеваем|характеристик|персональн)"
        ),
        6,
    ),
    (
        re.compile(
            r"прос(?:им|ьба)\s(?:справк|выписк|сведени)|прошу\s(?:вас\s)?(?:справк|выписк|сведени|характеристик)"
        ),
        5,
    ),
    (
        re.compile(
            r"(?<!\w)(?:прошу|просим|просьба|хо(?:чу|тим|тел\w*\sбы)|желаю)\s(?:(?:[а-я]+(?:ую|юю|ой|ей|ий|ый|ые|ие|их|ых|его|ого)|вас|мне|нам)\s){0,3}"
            r"(?:справку|выписку|копи[юи]|табель|характеристику|транскрипт|дубликат|вкладыш)(?!\w)|"
            r"(?:бумаг|документ|письм|подтверждени|отчет|справк)\w*(?:\s(?:о\sтом|с\sтем),?|:)\s(?:как|что|сколько)|"
            r"подтверди(?:ть|те)\s(?:\w+\s){0,3}?обучени\w*\s(?:[^.!?\n]{0,40}?\s)?у\sвас"
        ),
        5,
    ),
    (
        re.compile(
            r"(?<!\w)(?:требу[ею]т|прос[ия]т|запрашива[ею]т|жд[уе]т)\s(?:\S+\s){0,2}?(?:справк|выписк|характеристик|табел|транскрипт)|"
            r"(?:справк|выписк|характеристик|табел|копи)[^!?]{0,120}?(?:прошу|просим)\s(?:\w+\s){0,2}?"
            r"(?:выдать|подготовить|прислать|выслать|оформить|сделать)\s(?:ее|его|их|такую)(?!\w)"
        ),
        5,
    ),
    (re.compile(r"(?:152-фз|персональн\w+\sданн\w+).{0,80}(?:предостав|сообщ|доступ)"), 4),
    (re.compile(r"\A\s*(?:справка\s(?:с|об|о)\s|выписка|запрос\s|сведения\s|копия\s)"), 3),
)
_REWARD = (
    (
        re.compile(
            r"(?:представл\w+|ходатайств\w+|номинир\w+|выдвига\w+|выдвин\w+|"
            r"рекоменд\w+)\s(?:\S+\s){0,9}?(?:поощрен|наград|наград\w+|благодарн|грамот|стипенди|преми|"
            r"медал|диплом|звани|поощрить)"
        ),
        7,
    ),
    (re.compile(r"(?:поощр(?:ить|ите|им|ени\w*)|награ(?:дить|дите|дим|ждени\w*))(?!\w)"), 5),
    (
        re.compile(
            r"объяв\w+[\s,]+(?:пожалуйста[\s,]+)?благодарност|вручить\s(?:\S+\s){0,3}(?:грамот|благодарств|диплом|подарок)|"
            r"назнач\w+\s(?:\S+\s){0,3}стипенди|на\s(?:именную|повышенную|поощрительную)\sстипенди|"
            r"отметить\s(?:\S+\s){0,4}(?:грамот|благодарност|благодарственн)"
        ),
        6,
    ),
    (
        re.compile(
            r"отмет(?:ить|ьте|им|или)(?!\w)[^.!?\n]{0,80}?\sза\s(?:\w+\s){0,3}?(?:побед|участи|успех|помощ|достижени|олимпиад|"
            r"призов|перв|втор|треть|\d|отличн|активн|волонт|добр|труд|работ|вклад|старани|результат)"
        ),
        6,
    ),
    (
        re.compile(
            r"(?:достой(?:ен|н[аы])|достоин|заслужи\w+|заслужен\w+)\s(?:\w+\s){0,4}?(?:наград|грамот|поощрен|благодарн|похвал|"
            r"преми|звани|диплом|стипенди|отмечен|приз)|(?:на|в)\s(?:доск\w+|книг\w+)\s(?:почета|славы)"
        ),
        6,
    ),
    (
        re.compile(
            r"кандидатур\w+\s(?:\S+\s){0,6}?на\s(?:\S+\s){0,2}?(?:зван|наград|преми|стипенд|конкурс|поощр)"
        ),
        6,
    ),
    (
        re.compile(
            r"(?:оформ|подготов|выпи|выда|сдела)\w*\s(?:\S+\s){0,2}?(?:(?:почетн\w+\s)?грамот|благодарственн|благодарност)|"
            r"(?:прошу|просим|предлагаю|давайте)\s(?:\S+\s){0,4}?поблагодар(?:ить|им)(?!\w)"
        ),
        6,
    ),
    (re.compile(r"ходатайств\w*|представление\sк|номинаци\w+\sна|наградн\w+\sлист"), 4),
)
_NEGATED = re.compile(r"(?:не\s(?:прошу|нужно|надо|хочу|требуется)|без)\s(?:\w+\s){0,2}(?:пере)?зач[её]\w*")
_OFFERED = re.compile(
    r"(?<!\w)(?:мо(?:гу|жем)|с?мо(?:жет|гут)|смо(?:гу|жем)|готов[аы]?)\s(?:\w+\s){0,3}?(?:прислать|выслать|предостав\w+|показать|"
    r"направить|отправить|скинуть|принести|распечатать)(?!\w)[^.!?\n]*"
)  # «могу прислать копию диплома»
_PURPOSE = re.compile(r"(?:для|чтобы|с целью|в целях|на)\s(?:\w+\s){0,5}?(?:пере)?за[чс]\w*(?:\s\w+){0,3}")
_IS_CREDITED = re.compile(r"(?<!\w)(?:пере|за)?(?:зачтен\w*|зачли|засчита(?:н\w*|ли)|учтен\w*)(?!\w)")
_CASE_NUMBER = re.compile(
    r"(?<![\w-])(?:[а-яa-z]{2,5}-\d{4}-\d{2,6}|\d{1,6}-(?:зч|уд|нг|св|рк|пр)(?:/[а-я]+)?|"
    r"№\s?\d{1,6}[-/][а-я\d/-]{1,10})(?![\w-])"
)
_NUMBER_OF_THEIRS = re.compile(
    r"(?<!\w)(?:исх(?:одящ\w+)?|договор\w*|приказ\w*|лицензи\w*|распоряжени\w*|сертификат\w*|справк\w*|диплом\w*|"
    r"удостоверени\w*|свидетельств\w*|сч[её]т\w*)\W{0,3}(?:от\s\S+\s)?\Z"
)  # what another organisation numbers, no case of ours
_ANSWER_PREFIX = re.compile(r"\s*(?:re|отв|ответ|на|aw|sv)(?:\[\d+\])?\s?:")


def case_number(text: str) -> tuple[int, int] | None:
    """Where a case number of ours stands in `text` (a subject or a quotation), or None."""
    folded = fold(text)
    for match in _CASE_NUMBER.finditer(folded):
        if not _NUMBER_OF_THEIRS.search(folded[: match.start()]):
            return match.span()
    return None


def is_answer(subject: str, in_reply_to: bool, body: str) -> bool:
    """Whether a human letter goes on with a case we know: a case number in the subject, or an answer
    without a new request."""
    if case_number(subject):
        return True
    if not in_reply_to:
        return False
    return (
        not ASK.search(fold(body)) or not re.search(r"прош[ую]|хо[чт]", fold(body)) or bool(case_number(body))
    )


def is_answer_prefix(subject: str) -> bool:
    """Whether the subject begins with Re: or its Russian kin."""
    return bool(_ANSWER_PREFIX.match(fold(subject)))


def machine_words(subject: str, sender: str) -> str | None:
    """auto_reply or bounce by the subject or sender alone, for mail whose headers say nothing."""
    folded = fold(subject)
    if _BOUNCED.match(folded) or re.match(r"(?:mailer-daemon|postmaster)@", sender.lower()):
        return "bounce"
    return "auto_reply" if _AUTOMATIC.match(folded) else None


def _told(body: str) -> str:
    """The words by which somebody asks what is recorded of courses or marks, or nothing."""
    match = _TOLD.search(body) or _QUESTION.search(body)
    if not match:
        return ""
    end = re.compile(r"[.!?\n]|\Z").search(body, match.end())
    said = body[match.start() : end.start() if end else len(body)]
    return said if _COURSES.search(said) else ""


def request_scores(subject: str, body: str, documents: str) -> dict[str, int]:
    """How strongly the words ask for each kind of work; an attached document speaks for itself only when it asks."""
    scores = {"credit_application": 0, "disclosure_request": 0, "reward_nomination": 0}
    for name, rules in (
        ("credit_application", _CREDIT),
        ("disclosure_request", _DISCLOSURE),
        ("reward_nomination", _REWARD),
    ):
        for pattern, weight in rules:
            said = _OFFERED.sub(" ", _NEGATED.sub(" ", fold(body)))
            scores[name] += weight * bool(pattern.search(said)) + (weight // 2 + 1) * bool(
                pattern.search(fold(subject))
            )
            scores[name] += (weight // 2) * bool(pattern.search(fold(documents)))
    told = _told(fold(body))
    scores["disclosure_request"] += 6 * bool(told)
    if told or _DISCLOSURE[0][0].search(
        fold(body)
    ):  # a record is asked for: why it is needed is not a request, nor what is recorded as credited
        reason = _PURPOSE.sub(" ", fold(body).replace(told, " ") if told else fold(body))
        reason = _IS_CREDITED.sub(" ", reason)
        scores["credit_application"] = sum(
            weight * bool(pattern.search(reason)) for pattern, weight in _CREDIT
        )
    if re.search(r"ходатайств\w+\s(?:\w+\s){0,4}?(?:пере)?за[чс][еи]т", fold(body)):
        scores["reward_nomination"], scores["credit_application"] = 0, scores["credit_application"] + 6
    if re.match(r"\s*(?:заявлени\w*\s)?(?:о\s|на\s)?(?:пере)?зачет\w*", fold(subject)):
        scores["credit_application"] += 2
    return scores

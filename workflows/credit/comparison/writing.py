"""Letters before words: quotes and dashes, Latin letters inside Cyrillic words, words broken by a scanner."""

import html
import itertools
import re
import unicodedata
from functools import lru_cache

from workflows.credit.comparison.morphology import is_known

_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyukmtbinr", "АВСЕНКМОРТХУасеорхуикмтьипг")
_SAME_SHAPE = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_TO_LATIN = str.maketrans("АВСЕНКМОРТХУІасеорхуі", "ABCEHKMOPTXYIaceopxyi")
_DIGITS = str.maketrans("0346", "озчб")
_SCANNED = {"0": "о", "1": "литг", "3": "з", "4": "ч", "5": "бсг", "6": "б", "7": "тг", "8": "в", "9": "дя"}
_QUOTES = re.compile("[«»„“”‟\"‹›`´‘’']+")
_SMALL = frozenset("авикосу")
_TAG = re.compile(r"</?[a-z]{1,6}\s?/?>", re.IGNORECASE)
_BRACKETS = str.maketrans("[]{}|", "()()/")
_DASHES = re.compile("[‐‑‒–—―−]")
_CYRILLIC = re.compile("[а-яА-Я]")
_PLAIN = re.compile("[а-яА-Я]{2,}(?: [а-яА-Я]{2,}| [а-яА-Я](?= [а-яА-Я]{2}))*")  # needs no folding
_SPACED_OUT = re.compile(r"(?<!\w)(?:[а-яА-Я] ){3,}[а-яА-Я](?!\w)")  # "Ф и з и к а"
_LATIN = re.compile("[a-zA-Z]")
_ACCENTED = re.compile("[À-ɏ]")  # "für", "français", "español"
_LATIN_WORD = re.compile("[a-zA-Z]+")
_SOFT_SIGN = re.compile("(?<=[A-Za-z])[ʹ'’](?=[a-z]|\\b|$)")  # "zhiznedeyatel'nosti"
_HYPHENATED = re.compile(r"(?<![\w-])([а-яА-Я]+)[-¬](\s?)([а-я]+)(?![\w-])")  # "инфор- мационный"

# Longest first; several readings are tried until one is a Russian word.
_SOUND_LIST = """
iya=ия ija=ия iyu=ию iye=ие ije=ие shch=щ sch=щ|сч zh=ж eh=э|ех kh=х ts=ц|тс ch=ч sh=ш yu=ю|ью ju=ю|ью iu=ю|иу
ya=я|ья ja=я ia=ия|я|иа iy=ий ij=ий yj=ый yy=ый yo=е jo=е ye=е|ые|ье je=е|ье a=а b=б c=ц|к d=д e=е|э
f=ф g=г h=х i=и|й j=й|ж k=к l=л|ль m=м n=н|нь o=о p=п q=к r=р|рь s=с|сь t=т|ть u=у v=в w=в x=кс|х
y=ы|й|и z=з
"""
_SOUNDS = tuple(
    (letters, tuple(sounds.split("|")))
    for letters, _, sounds in (each.partition("=") for each in _SOUND_LIST.split())
)


def fold(text: str) -> str:
    """One way of writing for what looks alike: quotes become ", brackets (), dashes -, spaces one, ё е, &quot; "."""
    if _PLAIN.fullmatch(text):
        return text
    text = (
        unicodedata.normalize(
            "NFKC", _TAG.sub(" ", html.unescape(text)).replace("№", " N ").replace("_", " ")
        )
        .replace("\u00ad", "")
        .replace("\u200b", "")
    )
    text = _ACCENTED.sub(
        lambda match: unicodedata.normalize("NFD", match.group())[0], text.replace("ß", "ss")
    )
    text = _SOFT_SIGN.sub("", text.translate(_BRACKETS))
    text = _DASHES.sub("-", _QUOTES.sub('"', text)).replace("ё", "е").replace("Ё", "Е")
    text = _SPACED_OUT.sub(lambda match: match.group().replace(" ", ""), " ".join(text.split()))
    return _HYPHENATED.sub(_whole, text)


def _whole(match: re.Match[str]) -> str:
    """A word that the end of a line broke: together it exists, apart it does not or a space stands between."""
    left, space, right = match.groups()
    broken = space or not (is_known(left.lower()) and is_known(right))
    whole = left + right  # "лит-ра" is no litre: a short word without the space is a shortened one
    return whole if broken and (space or len(whole) > 6) and is_known(whole.lower()) else match.group()


def to_latin(text: str) -> str:
    """Cyrillic letters that have a Latin twin become Latin: for levels, categories and Roman numerals."""
    return text.translate(_TO_LATIN)


@lru_cache(maxsize=20_000)
def mend_letters(word: str) -> str:
    """A Cyrillic word with foreign letters or digits in it, typed for fun or read by a scanner, mended."""
    if not _CYRILLIC.search(word):
        twin = word.translate(_SAME_SHAPE)
        plain = len(word) > 3 and not _LATIN.search(twin) and is_known(twin.lower())
        return twin if plain and not word.isupper() else word
    if _LATIN.search(word):
        for table in (_SAME_SHAPE, _LOOKALIKES):
            mended = word.translate(table)
            if not _LATIN.search(mended):
                return mended
    if re.search(r"[а-яА-Я]\d[а-яА-Я]|^[03468][а-я]{3,}|[а-я]{3,}[03468]$", word):
        choices = [_SCANNED.get(letter, letter) for letter in word]
        readings = ("".join(each) for each in itertools.islice(itertools.product(*choices), 64))
        mended = next((each for each in readings if is_known(each.lower())), word.translate(_DIGITS))
        return mended if is_known(mended.lower()) or len(word) > 6 and mended.isalpha() else word
    return word


def join_broken(words: list[str]) -> list[str]:
    """`Мак роэкономика`: neighbours become one if together they are a word and apart one is none."""
    joined: list[str] = []
    for word in words:
        if joined and _belongs(joined[-1], word):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _belongs(left: str, right: str) -> bool:
    both = (left + right).lower()
    if (
        not (both.isalpha() and _CYRILLIC.match(both))
        or len(both) < 6
        or right[:1].isupper()
        or not is_known(both)
    ):
        return False
    if left.isupper() and len(left) > 1:
        return False
    if is_known(left.lower()) and right in _SMALL and len(left) > 1:
        return False
    whole = [is_known(part.lower()) and len(part) > 1 for part in (left, right)]
    return not all(whole) and not (len(left) == 1 and whole[1])


@lru_cache(maxsize=5_000)
def from_latin(word: str, shortest: int = 5) -> str | None:
    """A Russian word in Latin letters (`filosofiya`), or None. The dictionary decides among readings."""
    spots: list[tuple[str, ...]] = []
    rest = word
    while rest:
        for letters, sounds in _SOUNDS:
            if rest.startswith(letters):
                spots.append(sounds)
                rest = rest[len(letters) :]
                break
        else:
            return None
    if len(word) < shortest:
        return None
    for reading in itertools.islice(itertools.product(*spots), 4096):
        candidate = "".join(reading)
        if is_known(candidate):
            return candidate
    return None


def title_from_latin(text: str, names: frozenset[str]) -> str:
    """A title all in Latin letters in Russian ones if most of its long words are Russian; `names` stay as they are.

    "Risunok i zhivopis" is Russian, "Computer graphics" is not.
    """
    if _CYRILLIC.search(text):
        return text
    words = {word for word in _LATIN_WORD.findall(text) if word.lower() not in names}
    russian = {word: from_latin(word.lower(), 1) for word in words}
    long = [russian[word] for word in words if len(word) > 4]
    if not long or 2 * sum(each is not None for each in long) <= len(long):
        return text
    return _LATIN_WORD.sub(lambda match: russian.get(match.group()) or match.group(), text)


_CONSONANTS = {
    "sh": "s", "ch": "c", "ph": "f", "th": "t", "ck": "k", "ce": "s", "ci": "s", "dj": "g", "x": "ks", "w": "v",
    "q": "k", "c": "k", "j": "g", "z": "s", "б": "b", "в": "v", "г": "g", "дж": "g", "д": "d", "ж": "g", "з": "s",
    "к": "k", "л": "l", "м": "m", "н": "n", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "ц": "c",
    "ч": "c", "ш": "s", "щ": "s", **{letter: letter for letter in "bdfghklmnprstv"},
}  # fmt: skip
_SOUNDED = re.compile("|".join(sorted(_CONSONANTS, key=len, reverse=True)))
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def consonants(word: str) -> str:
    """What is heard of a word in either alphabet, without vowels: `premiere` and `премьер` are both "prmr"."""
    return _REPEATED.sub(r"\1", "".join(_CONSONANTS[match] for match in _SOUNDED.findall(word)))

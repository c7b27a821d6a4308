"""Words of a title in their right spelling: Russian in Latin letters, slips of one letter."""

from dataclasses import replace

from workflows.credit.comparison.morphology import analyse, is_adjective, known_neighbours, stem
from workflows.credit.comparison.vocabulary import Vocabulary
from workflows.credit.comparison.words import Word
from workflows.credit.comparison.writing import from_latin

_SMALL = frozenset(
    ("для", "при", "под", "над", "как", "или", "без", "по", "на", "из", "за", "от", "до", "со", "об")
)


def in_russian(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Russian words in Latin letters (`Akvarel dlya detey`) become Russian, small ones where a longer one is so."""
    native = tuple(_native(word, vocabulary) for word in words)
    if all(word is before for word, before in zip(native, words, strict=True)):
        return words
    kept = (
        word for word in native if not (word.text.isascii() and (from_latin(word.text, 2) or "") in _SMALL)
    )
    return tuple(kept)


def _native(word: Word, vocabulary: Vocabulary) -> Word:
    """A Russian word in Latin letters becomes Russian unless the vocabulary knows the Latin word."""
    if not (word.text.isascii() and word.text.isalpha()) or word.text in vocabulary.latin:
        return word
    russian = from_latin(word.text)
    if russian is None:
        return word
    form = analyse(russian)
    return replace(word, text=russian, lemma=form.lemma, lemmas=form.lemmas, known=True)


def spelt_right(word: Word, vocabulary: Vocabulary) -> Word:
    """A word that no dictionary knows becomes the only known word one letter away (`програмный`)."""
    if {word.text, word.lemma} & vocabulary.lexicon:
        read_later = word.known or word.text in vocabulary.abbreviations
        return word if read_later else replace(word, known=True)
    twin = None if word.known else vocabulary.stems.get(stem(word.text))
    if twin is not None and len(word.text) > 3:
        return replace(
            word,
            lemma=twin,
            lemmas=word.lemmas | {twin},
            known=True,
            head=word.head and not is_adjective(twin),
        )
    odd = word.cut or word.capitals or len(word.text) < 8 or word.text.isascii()
    if word.known or odd or word.text in vocabulary.abbreviations:
        return word
    near = known_neighbours(word.text)
    near = near & vocabulary.lexicon if len(near) > 1 else near
    if len(near) != 1:
        return word
    (lemma,) = near
    head = word.head and not is_adjective(lemma)
    return replace(
        word, text=lemma, lemma=lemma, lemmas=analyse(lemma).lemmas | {lemma}, known=True, head=head
    )

"""The place of a page that answers a question. Pure."""

from documents.finding.stems import asked, tokens

AROUND = 12  # words before and after the first one found


def excerpt(text: str, words: str) -> list[tuple[str, bool]]:
    """Pieces of the text around the first word found: (piece, whether it was looked for)."""
    wanted = frozenset().union(*asked(words))
    found = list(tokens(text))
    first = next((place for place, token in enumerate(found) if token.stems & wanted), 0)
    near = found[max(first - AROUND, 0) : first + AROUND + 1]
    if not near:
        return []
    pieces, place = [], near[0].start
    for token in near:
        if token.stems & wanted:
            pieces += [(text[place : token.start], False), (text[token.start : token.end], True)]
            place = token.end
    pieces.append((text[place : near[-1].end], False))
    return [(piece, hit) for piece, hit in pieces if piece]

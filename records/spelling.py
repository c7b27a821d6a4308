"""Spellings under which people and groups are looked up. Pure."""


def fold(text: str) -> str:
    """The spelling under which names are looked up: lower case, ё as е, no outer blanks."""
    return text.strip().lower().replace("ё", "е")


def group_key(text: str) -> str:
    """One spelling for every way to write a class or group: «7 «А»», «7-а» and «7А» are all «7А»."""
    return "".join(each for each in text.upper().replace("Ё", "Е") if each.isalnum())

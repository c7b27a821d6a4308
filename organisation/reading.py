"""JSON to frozen dataclasses by their own annotations; every objection names the key it is about."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class ProfileInvalid(Exception):
    """The stored profile holds a key or a value that the product does not know."""


def typed(kind: type[T], data: object, path: str = "") -> T:
    """A dataclass from a JSON object; keys that are missing take its defaults.

    `path` names the object within the profile ("credit"). ProfileInvalid: "credit.trigger: 'whenever'".
    """
    if not isinstance(data, Mapping):
        raise ProfileInvalid(f"{path or 'profile'}: {data!r}, an object with keys is expected")
    hints = get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise ProfileInvalid(f"unknown keys: {', '.join(sorted(_under(path, key) for key in unknown))}")
    for each in fields(kind):  # type: ignore[arg-type]  # T is a dataclass
        if each.default is MISSING and each.default_factory is MISSING and each.name not in data:
            raise ProfileInvalid(f"missing key: {_under(path, each.name)}")
    return kind(**{key: _value(hints[key], value, _under(path, key)) for key, value in data.items()})


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _value(kind: Any, given: object, path: str) -> Any:
    """One value of the annotated kind: plain, Literal, optional, tuple, mapping or dataclass."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return None if given is None else _value(arguments[0], given, path)
    if origin is Literal:
        return _fitting(given, path, lambda: given in arguments and type(given) is type(arguments[0]))
    if origin is tuple:
        return _tuple(arguments, given, path)
    if origin is not None:
        return _mapping(arguments[1], given, path)
    if kind in (str, int, bool):
        return _fitting(given, path, lambda: type(given) is kind)
    return typed(kind, given, path)


def _fitting(given: object, path: str, fits: Callable[[], bool]) -> object:
    if not fits():
        raise ProfileInvalid(f"{path}: {given!r}")
    return given


def _tuple(kinds: tuple[Any, ...], given: object, path: str) -> tuple[Any, ...]:
    """`tuple[X, ...]` of any length, or a fixed number of parts such as a pair of code and title."""
    if not isinstance(given, list | tuple):
        raise ProfileInvalid(f"{path}: {given!r}, a list is expected")
    repeated = kinds[-1] is Ellipsis
    if not repeated and len(given) != len(kinds):
        raise ProfileInvalid(f"{path}: {given!r}, {len(kinds)} parts are expected")
    each_kind = [kinds[0]] * len(given) if repeated else kinds
    return tuple(
        _value(kind, each, f"{path}[{place}]")
        for place, (kind, each) in enumerate(zip(each_kind, given, strict=True))
    )


def _mapping(kind: Any, given: object, path: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ProfileInvalid(f"{path}: {given!r}, an object with keys is expected")
    return {key: _value(kind, each, _under(path, key)) for key, each in given.items()}

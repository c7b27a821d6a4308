"""Courses written as text: label blocks, plain tables, numbered or dashed items, rows in a sentence,
prose."""

from dataclasses import replace

from workflows.credit.reading.prose.answers import answers_between, asked_about, named_alone
from workflows.credit.reading.prose.courses import read_prose
from workflows.credit.reading.prose.told import read_told
from workflows.credit.reading.prose.unexplained import doubt_unexplained
from workflows.credit.reading.rows.blocks import cells_by_line, label_blocks, records
from workflows.credit.reading.rows.in_sentences import sentence_rows
from workflows.credit.reading.rows.items import read_items
from workflows.credit.reading.rows.one_line import as_lines
from workflows.credit.reading.tables.typed import text_table
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.placed import Placed, State


def read_body(page: Page, *, answering: bool = False) -> list[Placed]:
    """Every course the page states, in order. The strongest layouts are read first and their text is
    not read twice."""
    page, listed = as_lines(page)
    state = State(page, [], [], listed)
    for between in answers_between(page) if answering else []:
        state.take(between.course, between.start, between.end)
    page = page.blank(state.taken)
    state.page = page
    for courses, span in text_table(page):
        state.found.extend(Placed(course, *span) for course in courses)
        state.taken.append(span)
    cells_by_line(state)
    records(state)
    label_blocks(state)
    read_items(state)
    rest = page.blank(state.taken)
    told = [] if state.found else read_told(rest, asked_about(page) if answering else [])
    if told:
        return sorted(told, key=lambda one: one.start)
    rows = State(rest, [], [])
    sentence_rows(rows, answering=answering)
    left = rest.blank(rows.taken)
    found = sorted([*state.found, *rows.found], key=lambda one: one.start)
    prose, amended = read_prose(left, [one.course for one in found])
    found = [replace(one, course=course) for one, course in zip(found, amended, strict=True)]
    found += [Placed(course, start, end) for course, start, end in prose]
    if answering and not found:
        found = named_alone(page)
    found = sorted(found, key=lambda one: one.start)
    return found if state.found else doubt_unexplained(page, found, answering=answering)

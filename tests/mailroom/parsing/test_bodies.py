"""What is text, what is a file, and what the eye does not see."""

import pytest

from mailroom.parsing import parse
from mailroom.parsing.bodies import unflowed
from mailroom.parsing.quotes import fresh_text
from tests.mailroom.parsing.letters import letter, sample, with_file

PLAIN, HTML = "Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8"


def mixed(*parts: tuple[str, str], kind: str = "mixed") -> bytes:
    body = "".join(f"--b\r\n{headers}\r\n\r\n{text}\r\n" for headers, text in parts) + "--b--\r\n"
    return letter(body, f"Content-Type: multipart/{kind}; boundary=b")


def test_of_two_versions_the_plain_one_is_read():
    parsed = parse(mixed((PLAIN, "слова"), (HTML, "<p>слова</p>"), kind="alternative"))
    assert parsed.text == "слова" == parsed.html_text


def test_an_empty_plain_version_gives_way_to_the_html():
    parsed = parse(mixed((PLAIN, "  "), (HTML, "<p>слова</p>"), kind="alternative"))
    assert parsed.text == "слова"


@pytest.mark.parametrize("stub", ["Письмо в формате HTML.", "Your mail client does not show HTML"])
def test_a_plain_version_that_only_stands_in_gives_way_to_the_html(stub):
    words = "Просим зачесть Анне курс лепки в центре " * 8
    parsed = parse(mixed((PLAIN, stub), (HTML, f"<p>{words}</p>"), kind="alternative"))
    assert parsed.text == words.strip()


def test_text_after_a_picture_is_kept_as_phones_send_it():
    photo = "Content-Type: image/jpeg; name=a.jpg\r\nContent-Disposition: inline; filename=a.jpg"
    parsed = parse(mixed((PLAIN, "до"), (photo, "x"), (PLAIN, "после")))
    assert parsed.text == "до\n\nпосле"
    assert [(each.filename, each.inline) for each in parsed.attachments] == [("a.jpg", False)]


def test_what_is_hidden_is_not_read():
    source = "<p>видно</p><p style='display:none'>скрыто</p><script>злое</script><style>p{}</style><p hidden>тоже</p>"
    parsed = parse(letter(source, kind="text/html; charset=utf-8"))
    assert (parsed.text, parsed.hidden_text, parsed.needs_human) == ("видно", "скрыто тоже", ("hidden_text",))


@pytest.mark.parametrize(
    "style",
    [
        "color:#FFF",
        "color: white; background: #ffffff",
        "font-size:1px",
        "opacity:0",
        "mso-hide:all",
        "color:transparent",
    ],
)
def test_words_in_the_colour_of_the_paper_are_told_and_not_read(style):
    source = f"<p>видно</p><div><p style='{style}'>добавь <b>курс</b> ещё</p></div><p>дальше</p>"
    parsed = parse(letter(source, kind="text/html; charset=utf-8"))
    assert (parsed.text, parsed.hidden_text) == ("видно\nдальше", "добавь курс ещё")


def test_white_words_on_a_coloured_ground_are_seen():
    source = "<table bgcolor='#003366'><tr><td><p style='color:#fff'>Школа</p></td></tr></table><img alt='' hidden>"
    parsed = parse(letter(source, kind="text/html; charset=utf-8"))
    assert (parsed.text, parsed.hidden_text, parsed.needs_human) == ("Школа", "", ())


def test_a_hidden_row_of_a_table_is_no_row():
    source = (
        "<table><tr><td>Предмет<td hidden>Тайно<td>Часы</tr><tr><td>Физика<td>68</tr>"
        "<tr style='display:none'><td>Химия<td>300</tr><tr><td>Труд<td style='color:white'>99</tr></table>"
    )
    parsed = parse(letter(source, kind="text/html; charset=utf-8"))
    rows = [row[:2] for row in parsed.tables[0].rows]
    assert rows == [("Предмет", "Часы"), ("Физика", "68"), ("", ""), ("Труд", "")]
    assert parsed.hidden_text == "Тайно Химия 300 99"


def test_lists_and_quotes_of_html_look_like_lists_and_quotes():
    source = (
        "<ol start=3><li>Физика<li>Химия</ol><ul><li>Труд</ul><blockquote>раньше<br>ещё</blockquote>после"
    )
    text = parse(letter(source, kind="text/html; charset=utf-8")).text
    assert text == "3. Физика\n4. Химия\n- Труд\n> раньше\n> ещё\nпосле"


def test_cells_covered_by_a_merged_one_are_empty_and_listed():
    source = (
        "<table><tr><td>Предмет<td>Часы</tr><tr><td>Физика<td rowspan=2>68</tr><tr><td>Химия</tr>"
        "<tr><td colspan=2>Итого 136</tr></table>"
    )
    table = parse(letter(source, kind="text/html; charset=utf-8")).tables[0]
    assert table.rows == (("Предмет", "Часы"), ("Физика", "68"), ("Химия", ""), ("Итого 136", ""))
    assert table.merged == ((1, 1, 2, 1), (3, 0, 1, 2))


def test_a_table_in_quoted_mail_says_so():
    source = "<blockquote><table><tr><td>a<td>b</tr></table></blockquote>"
    assert parse(letter(source, kind="text/html; charset=utf-8")).tables[0].quoted


def test_a_letter_attached_to_a_letter_is_a_file_with_its_own_bytes():
    inner = "From: b@mail.example\r\nSubject: inner\r\n\r\ntext"
    parsed = parse(mixed((PLAIN, "см."), ("Content-Type: message/rfc822", inner)))
    assert [(each.media_type, each.size) for each in parsed.attachments] == [("message/rfc822", len(inner))]
    assert parsed.text == "см."


def test_winmail_and_encrypted_letters_go_to_a_person():
    assert "winmail" in parse(with_file(b"Content-Type: application/ms-tnef; name=winmail.dat")).needs_human
    assert (
        "encrypted" in parse(with_file(b"Content-Type: application/pkcs7-mime; name=smime.p7m")).needs_human
    )


def test_a_torn_letter_is_read_as_far_as_it_goes():
    whole = with_file(b"Content-Type: application/pdf; name=a.pdf", b"%PDF" + b"x" * 5000)
    for end in range(0, len(whole), 97):
        parse(whole[:end])
    torn = parse(whole[: len(whole) - 40])
    assert [each.filename for each in torn.attachments] == ["a.pdf"]


def test_a_part_that_declares_no_type_or_a_wrong_one_is_text():
    assert parse(letter("слова", kind="text")).text == "слова"
    assert parse(b"From: a@mail.example\r\n\r\nhello").text == "hello"


def test_flowed_lines_are_joined_and_quotes_keep_their_depth():
    assert (
        unflowed("один \nдва\n> три \n> четыре\n-- \nподпись", False) == "один два\n> три четыре\n--\nподпись"
    )
    assert "работы со звуком в программе DaVinci" in parse(sample(33)).text


def test_a_reply_shows_only_what_is_new_and_a_forward_shows_all():
    parsed = parse(sample(21))
    fresh = fresh_text(parsed.text, parsed.subject)
    assert fresh.startswith("Здравствуйте, извините") and fresh.endswith("Фомина Надежда")
    forward = parse(sample(37))
    assert fresh_text(forward.text, forward.subject) == forward.text


def test_outlook_style_originals_are_cut_and_a_letter_of_quotes_alone_is_not():
    original = "От: Школа <z@sever.example>\nОтправлено: понедельник\nКому: Анна\nТема: вопрос\n\nСколько?"
    text = f"Часы: 72\n\n{original}"
    assert fresh_text(text, "RE: вопрос") == "Часы: 72"
    assert fresh_text("> только цитата") == "> только цитата"
    assert fresh_text("Да\n-----Исходное сообщение-----\nСтарое") == "Да"
    assert fresh_text("Да\nOn Mon, Sep 14, 2026 at 1:00 PM School <z@sever.example>\nwrote:\n> old") == "Да"

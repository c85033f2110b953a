"""The picture that other programs show beside a link to a public page: the names of project and organisation."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from core.letters import DrawnLine, NoFontError, is_rtl
from updates.public import HIGH, WIDE

#: Empty at the sides and below; where the name begins; where the organisation stands when there is no name.
EDGE, BELOW, TOP, MIDDLE = 90, 40, 190, 300
PAPER, INK, SOFT, MARK = "#5a2150", "#ffffff", "#f0dcea", "#f4b740"
#: The sizes in which a name is tried; the one of the organisation, and how many lines it may have.
SIZES, ORGANISATION, LINES = (84, 66, 52, 40), 38, 2
#: From one base line to the next, of the size.
LEADING = 1.2


@lru_cache(maxsize=64)
def sharing_picture(project: str, organisation: str) -> bytes:
    """
    Return a picture as PNG that says what a project and its organisation are called.

    A name with letters that no font here has is left out, rather than shown wrong. The same names give the same bytes.
    """
    picture = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(picture)
    _draw_mark(draw, is_right=is_rtl(project))
    below = _organisation(organisation)
    bottom = HIGH - BELOW - len(below) * ORGANISATION * LEADING
    y = _draw_name(draw, project, bottom=bottom)
    for line in below:
        y += ORGANISATION * LEADING
        _draw_line(draw, line, y, SOFT)
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _draw_mark(draw: ImageDraw.ImageDraw, *, is_right: bool) -> None:
    """Draw the ring of ten parts, one of them in another colour, where the lines begin."""
    left = WIDE - EDGE - 92 if is_right else EDGE
    box = (left, 66, left + 92, 158)
    for part in range(10):
        begins = -90 + 36 * part + 3.6
        colour = MARK if part == 9 else INK
        draw.arc(box, begins, begins + 28.8, fill=colour, width=26)


def _draw_name(draw: ImageDraw.ImageDraw, name: str, *, bottom: float) -> float:
    """Draw the name as large as it fits above ``bottom``; return where what is below it can begin."""
    try:
        size, lines = _fitted(name, bottom)
    except NoFontError:
        return MIDDLE
    y = TOP + size
    for number, line in enumerate(lines):
        _draw_line(draw, line, y + number * size * LEADING, INK)
    return _end(size, len(lines))


def _end(size: int, lines: int) -> float:
    """Return where so many lines of this size end."""
    return TOP + size + ((lines - 1) + 0.4) * size * LEADING


def _fitted(name: str, bottom: float) -> tuple[int, list[DrawnLine]]:
    for size in SIZES:
        lines = _broken(name, size)
        is_narrow = all(line.width <= WIDE - 2 * EDGE for line in lines)
        if is_narrow and _end(size, len(lines)) <= bottom:
            return size, lines
    raise NoFontError  # It is one long word.


def _broken(name: str, size: int) -> list[DrawnLine]:
    """Break a name into lines between its words."""
    lines: list[DrawnLine] = []
    way = is_rtl(name)
    for word in name.split():
        longer = DrawnLine(f"{lines[-1].words} {word}", size, is_rtl=way) if lines else None
        if longer and longer.width <= WIDE - 2 * EDGE:
            lines[-1] = longer
        else:
            lines.append(DrawnLine(word, size, is_rtl=way))
    return lines


def _organisation(name: str) -> list[DrawnLine]:
    """Return its lines; none where it would take too many, or cannot be drawn."""
    try:
        lines = _broken(name, ORGANISATION)
    except NoFontError:
        return []
    return lines if len(lines) <= LINES else []


def _draw_line(draw: ImageDraw.ImageDraw, line: DrawnLine, y: float, colour: str) -> None:
    left = WIDE - EDGE - line.width if line.is_rtl else EDGE
    line.draw(draw, (left, y), colour)

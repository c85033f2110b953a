"""Draws the picture that somebody in the demo adds to what they say: a waiting room, seen from above."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (900, 600)
INK, PAPER, CHAIR, FREE, DESK = "#2b2b2b", "#fdfbf6", "#8fa8c8", "#f3c969", "#d9d2c5"
WIDE = 5


def waiting_room() -> bytes:
    """Return a drawing as PNG: the desk, two rows of chairs, the drinks machine, and a free corner with two mats."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 840, 540), outline=INK, width=WIDE)
    draw.line((60, 240, 60, 340), fill=PAPER, width=WIDE + 2)
    draw.arc((-40, 240, 160, 440), 270, 360, fill=INK, width=2)
    _box(draw, (360, 80, 620, 140), DESK, "desk")
    _box(draw, (736, 80, 822, 180), DESK, "drinks")
    for row in (240, 340):
        for at in range(6):
            draw.rectangle((200 + 62 * at, row, 246 + 62 * at, row + 46), fill=CHAIR, outline=INK)
    for at in (620, 730):
        _box(draw, (at, 330, at + 80, 510), FREE, "mat")
    _write(draw, (700, 290), "free")
    _write(draw, (110, 215), "door")
    _write(draw, (375, 420), "chairs")
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _box(
    draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], colour: str, words: str
) -> None:
    draw.rectangle(box, fill=colour, outline=INK, width=2)
    _write(draw, ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2), words)


def _write(draw: ImageDraw.ImageDraw, middle: tuple[int, int], words: str) -> None:
    draw.text(middle, words, fill=INK, anchor="mm", font=ImageFont.load_default(24))

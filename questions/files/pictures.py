"""Draws a picture anew from its dots alone: smaller, upright, and without anything that was hidden in the file."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from questions.files.refusals import Refused
from questions.files.sniffing import HEIC, JPEG, PNG, WEBP, Format

#: So long is the longer side at most.
LONGEST_SIDE = 2048
#: So many dots has a picture at most, before it is made smaller; a good phone makes 50 million.
MOST_DOTS = 64_000_000
QUALITY = 85
_DECODERS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIF"}


@dataclass(frozen=True)
class Drawn:
    """A new file with the same picture, and its size in dots."""

    data: bytes
    format: Format
    width: int
    height: int


def draw_anew(data: bytes, sent_as: Format, *, longest: int = LONGEST_SIDE) -> Drawn:
    """
    Return a new file with the same picture, its longer side of so many dots at most.

    It is a JPEG, or a WebP where parts of it can be seen through.

    :raises Refused: when it cannot be read, or has too many dots.
    """
    if sent_as is HEIC:
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    try:
        with Image.open(BytesIO(data), formats=[_DECODERS[sent_as]]) as opened:
            return _draw(opened, longest)
    except Image.DecompressionBombError as error:
        raise Refused("too-many-dots") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("broken") from error


def _draw(opened: Image.Image, longest: int) -> Drawn:
    width, height = opened.size
    if width * height > MOST_DOTS:
        raise Refused("too-many-dots")
    # A JPEG is decoded at a fraction of its size where that is enough.
    opened.draft("RGB", (longest, longest))
    opened.thumbnail((longest, longest))
    upright = ImageOps.exif_transpose(opened)
    is_seen_through = "A" in upright.getbands() or "transparency" in upright.info
    # From here on there are only dots: what else the file had is left behind.
    mode = "RGBA" if is_seen_through else "RGB"
    dots = Image.new(mode, upright.size)
    dots.paste(upright.convert(mode))
    form = WEBP if is_seen_through and _can_see_through(dots) else JPEG
    written = BytesIO()
    if form is WEBP:
        dots.save(written, "WEBP", quality=QUALITY)
    else:
        dots.convert("RGB").save(written, "JPEG", quality=QUALITY, optimize=True)
    return Drawn(written.getvalue(), form, dots.width, dots.height)


def _can_see_through(dots: Image.Image) -> bool:
    return dots.getchannel("A").getextrema() != (255, 255)

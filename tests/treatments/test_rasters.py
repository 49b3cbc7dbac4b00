"""A picture file is shown upright, in sRGB and with nothing said about it, or refused before it can do harm."""

from __future__ import annotations

import struct
import zlib
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from treatments import rasters
from treatments.rasters import Raster, UnfitRaster

WIDE, HIGH = 600, 450


def raster(path: Path) -> Raster:
    return Raster(path, blake2b(path.read_bytes()).hexdigest(), path.name)


def saved(folder: Path, name: str, image: Image.Image | None = None, **options: Any) -> Raster:
    path = folder / name
    (image or Image.new("RGB", (WIDE, HIGH), "teal")).save(path, **options)
    return raster(path)


def claiming(folder: Path, width: int, height: int) -> Raster:
    """Return a PNG of a few bytes that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path = folder / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")))
    return raster(path)


def refusal(bad: Raster) -> str:
    with pytest.raises(UnfitRaster) as caught:
        rasters.pixels(bad)
    return str(caught.value)


def test_nothing_that_a_camera_noted_goes_along(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    good = saved(tmp_path, "room.jpg", exif=exif, comment="at home")
    with Image.open(good.path) as noted:
        assert noted.info["comment"]
    seen = rasters.pixels(good)
    assert dict(seen.getexif()) == {}
    assert set(seen.info) == set()


def test_a_picture_taken_sideways_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = saved(tmp_path, "room.jpg", exif=exif)
    assert rasters.size(sideways) == rasters.pixels(sideways).size == (HIGH, WIDE)


def test_what_was_transparent_is_white(tmp_path: Path) -> None:
    clear = saved(tmp_path, "mark.png", Image.new("RGBA", (WIDE, HIGH), (0, 0, 0, 0)))
    assert rasters.pixels(clear).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("side", [12_000, 50_000])
def test_a_bomb_is_refused_by_what_it_claims(tmp_path: Path, side: int) -> None:
    assert refusal(claiming(tmp_path, side, side)).startswith("bomb.png ")


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "room.png"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    assert refusal(raster(path)) == "room.png cannot be read as a picture; save it again as PNG, JPEG or WebP"


def test_a_picture_of_another_kind_is_refused(tmp_path: Path) -> None:
    saved(tmp_path, "room.gif")
    moving = tmp_path / "room.gif"
    assert "cannot be read as a picture" in refusal(raster(moving.rename(tmp_path / "room.png")))


def test_a_name_that_says_another_kind_is_refused(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, "room.png", format="JPEG")) == "room.png holds JPEG; name it room.jpg"


def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = saved(tmp_path, "room.jpg", Image.effect_noise((WIDE, HIGH), 80))
    whole.path.write_bytes(whole.path.read_bytes()[:2000])
    assert "cannot be read" in refusal(whole)


def test_a_picture_too_small_to_show_is_refused(tmp_path: Path) -> None:
    small = saved(tmp_path, "room.png", Image.new("RGB", (300, 900)))
    assert refusal(small) == "room.png has 300 x 900 pixels; at least 400 each way are needed"


def test_a_file_too_heavy_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = saved(tmp_path, "room.png")
    monkeypatch.setattr(rasters, "MOST_BYTES", 100)
    monkeypatch.setattr(Image, "open", pytest.fail)
    assert refusal(heavy) == "room.png has more than 100 bytes; save it smaller"

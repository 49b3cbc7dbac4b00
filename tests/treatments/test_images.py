"""A picture is made in sizes and formats for every screen, cut to its ratio around what must stay in view."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.template import Context, Template
from PIL import Image as Pixels

from tests.treatments import real
from tests.treatments.reading import Reading
from treatments import images, rasters
from treatments.catalogue import Catalogue
from treatments.schema.image import Focus

NAME = "demo-portrait-a"


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return real.whole()


@pytest.mark.parametrize(
    ("ratio", "focus", "box"),
    [
        (None, Focus(), (0, 0, 1200, 800)),
        ("3:2", Focus(), (0, 0, 1200, 800)),
        ("1:1", Focus(), (200, 0, 1000, 800)),
        ("1:1", Focus(x=0), (0, 0, 800, 800)),
        ("1:1", Focus(x=90), (400, 0, 1200, 800)),
        ("16:9", Focus(y=100), (0, 125, 1200, 800)),
        ("3:4", Focus(x=40), (180, 0, 780, 800)),
    ],
)
def test_edges_are_cut_off_around_the_focus(ratio: str | None, focus: Focus, box: tuple[int, int, int, int]) -> None:
    assert images.cut((1200, 800), ratio, focus) == box


def test_each_width_comes_in_each_format_and_holds_what_it_says(content: Catalogue) -> None:
    shown = images.shown(content, NAME)
    assert shown.types == ("image/avif", "image/webp", "image/jpeg")
    for each in shown.renditions:
        with Pixels.open(BytesIO(each.body())) as made:
            assert (made.width, Pixels.MIME[str(made.format)]) == (each.width, each.type)
            assert not made.getexif()
            assert "icc_profile" not in made.info
    assert [each.width for each in shown.of("image/webp")] == [240, 480]


def test_nothing_is_made_larger_than_it_is(content: Catalogue) -> None:
    for name, image in content.images.items():
        widest = max(each.width for each in images.shown(content, name).renditions)
        assert widest <= rasters.size(content.rasters[image.file])[0]


def test_the_smallest_format_comes_first(content: Catalogue) -> None:
    shown = images.shown(content, NAME)
    sizes = [len(shown.of(type_)[-1].body()) for type_ in shown.types]
    assert sizes == sorted(sizes)


def test_a_page_keeps_the_box_free_and_says_what_is_in_it(content: Catalogue) -> None:
    template = Template("{% load clinic_tags %}{% picture 'ultrasound-scan' sizes='50vw' %}")
    read = Reading(template.render(Context({"catalogue": content})))
    (image,) = read.all("img")
    assert (image.get("width"), image.get("height")) == ("1440", "960")
    assert image.get("alt") == content.images["ultrasound-scan"].alternative
    assert image.get("loading") == "lazy"
    assert [source.get("type") for source in read.all("source")] == ["image/avif", "image/webp"]
    assert all(source.get("sizes") == "50vw" for source in (*read.all("source"), image))
    assert content.images["ultrasound-scan"].credit in read.text


def test_a_decorative_picture_is_passed_over_by_those_who_do_not_see_it(content: Catalogue) -> None:
    template = Template("{% load clinic_tags %}{% picture 'demo-portrait-a' sizes='12rem' kind='portrait' %}")
    (image,) = Reading(template.render(Context({"catalogue": content}))).all("img")
    assert image.get("alt") == ""


def test_every_picture_of_the_demonstration_says_that_it_is_drawn(content: Catalogue) -> None:
    assert [name for name, image in content.images.items() if "raw" not in image.credit] == []

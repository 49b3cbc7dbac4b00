"""Every page of the small clinic and of the real one: well-formed, whole, and with everything where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from tests.treatments import mini, real
from tests.treatments.reading import Reading, squeezed, words
from treatments import catalogue, pages, structured_data
from treatments.catalogue import Catalogue
from treatments.labels import in_words
from treatments.pages import Built
from treatments.schema.base import SourceRef
from treatments.shelf import leaves

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LONGEST_TITLE = 70
ELSEWHERE = ("https://", "mailto:", "tel:")
WITH_SIGNS = ("treatment", "aftercare", "condition", "technique")
LIVE = ("/search/", "/enquire/", "/treatments/prolotherapy/dates/")
ON_PAPER = ("/leaflet/", "/leaflet.pdf")
"""What tests of leaflets look at."""

type Site = dict[str, tuple[Built, Reading]]


@pytest.fixture(scope="module", params=["small", "real", "real, availability only"])
def content(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    if request.param == "small":
        return mini.whole()
    if request.param == "real":
        return real.whole()
    return real.availability_only(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def nothing_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where no leaflet was printed yet: a page says so where one was."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="module")
def site(content: Catalogue, nothing_made: Path) -> Site:
    with override_settings(MADE_DIR=nothing_made):
        built = {each.context["page"].path: each for each in pages.every_page(content, now=NOW)}
        return {path: (each, Reading(each.html())) for path, each in built.items()}


@pytest.fixture
def adopted(content: Catalogue) -> Iterator[Catalogue]:
    catalogue.adopt(content)
    yield content
    catalogue.adopt(None)


def of_kind(site: Site, *kinds: str) -> dict[str, tuple[Built, Reading]]:
    return {path: (built, read) for path, (built, read) in site.items() if built.context["page"].kind in kinds}


def test_every_path_is_published_once(content: Catalogue, site: Site) -> None:
    paths = pages.public_paths(content)
    assert sorted(paths) == sorted([*site, "/sitemap.xml", "/robots.txt"])
    assert reverse("treatments:search") not in paths


def test_every_page_is_well_formed(site: Site) -> None:
    assert {path: read.errors for path, (_, read) in site.items() if read.errors} == {}


def test_a_page_that_is_not_well_formed_would_be_noticed(site: Site) -> None:
    html = site["/costs/"][0].html()
    assert Reading(html.replace("</main>", "</mian>")).errors
    assert Reading(html.replace('<main class="main"', '<main class="main" class="twice"')).errors


def test_every_page_has_one_heading_of_the_first_level_and_skips_none(site: Site) -> None:
    for path, (_, read) in site.items():
        levels = [level for level, _ in read.headings]
        assert levels.count(1) == 1, path
        inside = read.headings_in(read.all("main")[0])
        skips = [(one, two) for one, two in pairwise(inside) if two[0] > one[0] + 1]
        assert skips == [], path


def test_every_page_has_the_quotes_and_apostrophes_of_a_book(site: Site) -> None:
    assert {path for path, (_, read) in site.items() if "'" in read.text or '"' in read.text} == set()


def test_every_page_has_its_landmarks_and_a_way_past_the_header(site: Site) -> None:
    for path, (_, read) in site.items():
        assert len(read.all("main")) == 1, path
        assert len(read.all("footer")) >= 1, path
        assert next(link for link in read.links if link.startswith("#")) == f"#{read.all('main')[0].get('id')}", path
        unnamed = [nav for nav in read.all("nav") if not (nav.get("aria-label") or nav.get("aria-labelledby"))]
        assert unnamed == [], path
        assert read.all("html")[0].get("lang") == "en-GB"


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    doubles = {
        path: [name for name, times in Counter(read.ids).items() if times > 1] for path, (_, read) in site.items()
    }
    assert {path: names for path, names in doubles.items() if names} == {}


def test_every_link_and_anchor_leads_somewhere(site: Site) -> None:
    lost = [
        f"{path} -> {link}"
        for path, (_, read) in site.items()
        for link in read.links
        if not link.startswith(ELSEWHERE) and not leads_somewhere(site, path, link)
    ]
    assert lost == []


def leads_somewhere(site: Site, page: str, link: str) -> bool:
    target = urlsplit(link)
    path = target.path or page
    if path.startswith(LIVE) or path.endswith(ON_PAPER):
        return not target.fragment
    return path in site and (not target.fragment or target.fragment in site[path][1].ids)


def test_every_reference_by_id_inside_a_page_is_answered_there(site: Site) -> None:
    for path, (_, read) in site.items():
        for element in read.everything:
            for name in ("aria-labelledby", "aria-describedby", "for", "popovertarget", "aria-controls"):
                for wanted in element.get(name, "").split():
                    assert wanted in read.ids, f"{path}: {name}={wanted}"


def test_titles_and_descriptions_are_short_and_each_is_its_own(site: Site) -> None:
    titles = {path: read.title for path, (_, read) in site.items()}
    descriptions = {path: read.meta("description") for path, (_, read) in site.items()}
    assert {path: title for path, title in titles.items() if not 0 < len(title) <= LONGEST_TITLE} == {}
    assert {path: text for path, text in descriptions.items() if not 50 <= len(text) <= 160} == {}
    for said in (titles, descriptions):
        assert [text for text, times in Counter(said.values()).items() if times > 1] == []


def test_a_page_says_what_it_is_to_those_who_share_it(site: Site, content: Catalogue) -> None:
    for path, (_, read) in site.items():
        canonical = [link.get("href") for link in read.all("link", rel="canonical")]
        assert canonical == [f"{settings.SITE_URL}{path}"]
        assert read.meta("og:url") == canonical[0]
        assert read.meta("og:title") in read.title
        assert read.meta("og:description") == read.meta("description")
        assert read.meta("og:site_name") == content.clinic.name
        assert read.meta("robots") == ""


def test_the_contents_list_says_what_the_headings_say(site: Site) -> None:
    for path, (built, read) in site.items():
        sections = built.context["page"].sections
        by_id = {each.get("id"): each for each in read.everything}
        for section in sections:
            assert words(by_id[f"{section.id}-heading"]) == section.heading, f"{path}#{section.id}"
        listed = [words(each) for nav in read.classed("contents-list") for each in nav.iter("a")]
        assert listed == [section.heading for section in sections] or not listed, path


def test_a_long_page_has_a_contents_list(site: Site) -> None:
    for path, (_, read) in of_kind(site, "treatment", "condition", "technique", "evidence", "contact", "page").items():
        assert read.classed("contents-list"), path


def test_a_page_below_the_home_page_says_the_way_to_it(site: Site) -> None:
    for path, (built, read) in site.items():
        crumbs = [squeezed(words(each)) for nav in read.classed("breadcrumbs") for each in nav.iter("li")]
        assert crumbs == [shown(crumb.label) for crumb in built.context["page"].breadcrumbs], path
        assert bool(crumbs) == (path != "/")


def test_the_pages_before_and_after_lead_to_each_other(site: Site) -> None:
    for path, (built, _) in of_kind(site, "condition", "technique", "page").items():
        following = built.context["page"].next
        if following:
            assert site[following.url][0].context["page"].previous.url == path


# What search engines are told


UNSEEN_KEYS = {"@context", "@type", "@id", "url", "item", "position", "inLanguage"}


def told(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from told(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from told(value, key)
    elif key not in UNSEEN_KEYS:
        yield key, str(node)


def shown(plain: str) -> str:
    """Return a plain field as a page shows it, without its spaces."""
    return squeezed(plain).replace("'", "\u2019")


def stands_on_the_page(read: Reading, key: str, value: str) -> bool:
    times = {each.get("datetime") for each in read.all("time")}
    match key:
        case "price":
            return f"£{value}" in read.text.replace(",", "")
        case "priceCurrency":
            return value == "GBP" and "£" in read.text
        case "dayOfWeek":
            return value.removeprefix("https://schema.org/") in read.text
        case "opens" | "closes":
            return value in times
        case "lastReviewed" | "priceValidUntil":
            day = date.fromisoformat(value)
            return f"{day.day} {day:%B %Y}" in read.text
        case _:
            return shown(value) in squeezed(read.text)


def test_search_engines_are_told_nothing_that_a_reader_cannot_see(site: Site) -> None:
    hidden = [
        f"{path} {key}: {value}"
        for path, (_, read) in site.items()
        for key, value in told(read.graph)
        if not stands_on_the_page(read, key, value)
    ]
    assert "\n".join(hidden) == ""


def test_every_page_tells_search_engines_what_it_is(site: Site) -> None:
    expected = {
        "treatment": {"MedicalTherapy", "OfferCatalog"},
        "condition": {"MedicalCondition"},
        "technique": {"MedicalProcedure"},
        "costs": {"OfferCatalog"},
        "people": {"Person"},
        "questions": {"FAQPage"},
    }
    for path, (built, read) in site.items():
        kinds = {node["@type"] for node in read.graph}
        wanted = {"MedicalClinic", "MedicalWebPage"} | expected.get(built.context["page"].kind, set())
        wanted |= set() if path == "/" else {"BreadcrumbList"}
        assert wanted <= kinds, path


def test_structured_data_cannot_end_its_own_element(site: Site) -> None:
    for path, (_, read) in site.items():
        script = read.html.split('<script type="application/ld+json">')[1].split("</script>")[0]
        assert not {"<", ">", "&"} & set(script), path


# What a reader can look up


def sources_named(content: Catalogue, context: dict[str, Any], read: Reading) -> Iterator[str]:
    """Yield the sources that fields name beside what the page says."""
    for kind in ("treatment", "condition", "technique"):
        if kind in context:
            yield from (str(leaf) for _, leaf in leaves(context[kind]) if isinstance(leaf, SourceRef))
    for card in context["care_cards"]:
        yield from (content.red_flags[sign.id].source for sign in card.signs)
    for row in context.get("risks", ()):
        yield row.risk.source
    for each in (*context.get("do_not_inject", ()), *context.get("ask_first", ())):
        yield from each.sources
    for row in context["claims"]:
        if f"claim-{row.claim.id}" in read.ids:
            yield from row.claim.sources


def test_every_source_that_a_field_names_stands_in_the_list(site: Site, content: Catalogue) -> None:
    for path, (built, read) in of_kind(site, "treatment", "condition", "technique").items():
        named = set(sources_named(content, built.context, read))
        # What a treatment's page says in short is told at length, with its sources, on the page beside it.
        beside = site.get(f"{path}details/")
        listed = {*built.context["renderer"].cited, *(beside[0].context["renderer"].cited if beside else ())}
        assert named - listed == set(), path


def test_the_marks_lead_to_sources_by_their_number_in_the_list(site: Site) -> None:
    for path, (built, read) in of_kind(site, "treatment", "condition", "technique", "questions").items():
        listed = [each.get("id") for listing in read.classed("references") for each in listing.iter("li")]
        assert listed == [f"source-{place}" for place, _ in enumerate(built.context["renderer"].cited, start=1)], path
        marks = [each for mark in read.classed("citation") for each in mark.iter("a")]
        assert marks, path
        for mark in marks:
            name = mark.get("href", "").removeprefix("#")
            assert (mark.text or "").strip("[]") == str(listed.index(name) + 1), path


def test_a_reference_says_what_kind_of_study_it_was_and_how_many_took_part(site: Site, content: Catalogue) -> None:
    for built, read in of_kind(site, "treatment", "condition").values():
        for listing in read.classed("references"):
            for name, each in zip(built.context["renderer"].cited, listing.iter("li"), strict=True):
                source = content.sources[name]
                assert in_words(source.kind, "source-kind") in words(each)
                assert source.people is None or f"{source.people:,} p" in words(each)


# What must come first, and what must not be there


def enquire_links(read: Reading) -> list[Any]:
    start = reverse("enquiries:start")
    return [each for each in read.all("a") if urlsplit(each.get("href", "")).path == start]


def test_red_flags_come_before_any_invitation_to_ask(site: Site) -> None:
    for path, (built, read) in of_kind(site, *WITH_SIGNS).items():
        cards = read.classed("care-card")
        assert len(cards) == len(built.context["care_cards"]) > 0, path
        last = max(read.place(card) for card in cards)
        assert [link for link in enquire_links(read) if read.place(link) < last] == [], path


def test_care_cards_stand_in_order_of_urgency_and_hold_every_sign(site: Site) -> None:
    order = ["call-999", "ae-now", "same-day", "clinic-next-day", "gp-first", "tell-us-first"]
    for path, (built, read) in of_kind(site, *WITH_SIGNS).items():
        shown = [card.urgency for card in built.context["care_cards"]]
        assert shown == sorted(shown, key=order.index), path
        plain = built.context["renderer"].plain
        text = squeezed(read.text)
        for card in built.context["care_cards"]:
            for sign in card.signs:
                assert squeezed(plain(sign.symptom)) in text, f"{path} {sign.id}"
                assert squeezed(sign.escalation_heading) in text


def test_no_care_card_is_folded_away(site: Site) -> None:
    for path, (_, read) in site.items():
        folded = [card for fold in read.all("details") for card in fold.iter() if "care-card" in card.get("class", "")]
        assert folded == [], path


def test_the_page_to_take_home_holds_every_sign_that_can_show_afterwards_and_all_advice(
    site: Site, content: Catalogue
) -> None:
    for path, (built, read) in of_kind(site, "aftercare").items():
        treatment, plain = built.context["treatment"], built.context["renderer"].plain
        later = [each for each in treatment.red_flags if content.red_flags[each].timing != "before"]
        shown = [sign.id for card in built.context["care_cards"] for sign in card.signs]
        assert sorted(shown) == sorted(later), path
        for name in treatment.aftercare:
            assert squeezed(plain(content.aftercare[name].text)) in squeezed(read.main), f"{path} {name}"


def test_the_page_to_take_home_sells_nothing(site: Site) -> None:
    for path, (_, read) in of_kind(site, "aftercare").items():
        assert "£" not in read.main, path
        assert [link for link in read.links if link.startswith("/enquire/")] == [], path


def test_a_treatment_that_may_be_asked_for_has_a_way_to_ask_with_it_chosen(site: Site) -> None:
    for built, read in of_kind(site, "treatment").values():
        wanted = f"treatment={built.context['treatment'].id}"
        assert any(wanted in link.get("href", "") for link in enquire_links(read))


def test_a_condition_that_may_be_treated_has_a_way_to_ask_with_it_chosen(site: Site) -> None:
    for built, read in of_kind(site, "condition").values():
        condition = built.context["condition"]
        asked = [link for link in enquire_links(read) if f"condition={condition.id}" in link.get("href", "")]
        assert bool(asked) == (condition.status != "not-offered"), condition.id


def test_a_condition_that_is_not_offered_has_no_button_no_price_and_no_benefit(site: Site, content: Catalogue) -> None:
    found = 0
    for path, (built, read) in of_kind(site, "condition").items():
        if built.context["condition"].status != "not-offered":
            continue
        found += 1
        assert enquire_links(read) == [], path
        assert "£" not in read.main, path
        plain = built.context["renderer"].plain
        good = [each for each in content.claims.values() if each.type == "benefit" and each.result == "for"]
        assert [each.id for each in good if squeezed(plain(each.text)) in squeezed(read.main)] == [], path
        assert "possibleTreatment" not in str(read.graph), path
        assert not [node for node in read.graph if node["@type"] in {"Offer", "OfferCatalog"}], path
    assert found


def test_a_treatment_is_indicated_only_for_what_it_is_offered_for_and_nowhere_where_results_are_not_told(
    site: Site, content: Catalogue
) -> None:
    offered = {each.name_plain for each in content.conditions.values() if each.status == "offered"}
    for _, read in of_kind(site, "treatment").values():
        (therapy,) = [node for node in read.graph if node["@type"] == "MedicalTherapy"]
        assert {each["name"] for each in therapy.get("indication", ())} == (offered if content.results_told else set())
    possible = {
        path for path, (_, read) in of_kind(site, "condition").items() if "possibleTreatment" in str(read.graph)
    }
    assert len(possible) == (len(offered) if content.results_told else 0)


def test_every_page_says_that_it_is_a_demonstration(site: Site, content: Catalogue) -> None:
    for path, (_, read) in site.items():
        assert content.clinic.banner, path
        assert content.clinic.banner in read.text, path


def test_our_plan_stands_beside_every_published_one_each_in_its_own_unit(site: Site) -> None:
    for path, (built, read) in of_kind(site, "details").items():
        for other in built.context["plan"].published_ranges:
            assert shown(f"{other.label}{other.site}{other.n_min}") in squeezed(read.main), f"{path} {other.label}"
            assert other.unit in read.main


# How they are answered


def test_every_page_is_answered_as_it_was_built_without_database_cookie_or_session(
    adopted: Catalogue, site: Site, nothing_made: Path, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    client = Client()
    for path in pages.public_paths(adopted):
        with override_settings(MADE_DIR=nothing_made):
            response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path
        assert response["Cache-Control"] == "public, max-age=60", path
        if path in site:
            assert response.content.decode() == site[path][1].html, path


def test_a_page_is_the_same_for_everybody(adopted: Catalogue, site: Site, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    one = Client().get("/costs/").content
    other = Client(headers={"accept-language": "el", "cookie": "sessionid=x", "user-agent": "y"}).get("/costs/?a=b")
    assert one == other.content


def test_the_graph_holds_each_thing_once(site: Site) -> None:
    for path, (_, read) in site.items():
        names = [node["@id"] for node in read.graph]
        assert len(names) == len(set(names)), path


def test_markup_in_content_cannot_leave_the_structured_data() -> None:
    script = structured_data.script([{"name": "</script><script>alert(1)</script>&\u2028"}])
    assert script == (
        '{"@context":"https://schema.org","@graph":[{"name":"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)'
        '\\u003c/script\\u003e\\u0026\\u2028"}]}'
    )

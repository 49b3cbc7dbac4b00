"""The patients of the crash test read and send forms as a browser does."""

from bench.browser import forms

PAGE = """
<form method="get" action="/search/"><input name="q"></form>
<form method="post" action="/enquire/send/">
  <input type="hidden" name="token" value="a&amp;b"><input type="text" name="name"><input name="website" value="">
  <input type="checkbox" name="signs" value="one"><input type="checkbox" name="signs" value="two" checked>
  <input type="radio" name="channel" value="phone"><input type="checkbox" name="consent" checked>
  <button type="submit" name="change" value="name">Change</button><input type="submit" name="go" value="Go">
</form>
<input name="outside">
"""


def test_only_a_form_that_is_posted_is_read_with_what_a_browser_would_send() -> None:
    (form,) = forms(PAGE)
    assert form.action == "/enquire/send/"
    assert form.fields == [("token", "a&b"), ("name", ""), ("website", ""), ("signs", "two"), ("consent", "on")]


def test_what_is_filled_in_replaces_what_was_there() -> None:
    (form,) = forms(PAGE)
    filled = form.filled(name="Anna", signs=("one", "two"), channel="phone")
    assert filled == [
        *[("token", "a&b"), ("website", ""), ("consent", "on")],
        *[("name", "Anna"), ("signs", "one"), ("signs", "two"), ("channel", "phone")],
    ]

"""As much of a browser as a patient needs: it keeps cookies, reads forms and sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

PATIENCE = 30.0
"""Seconds until an answer that does not come is given up."""

TICKED = frozenset({"checkbox", "radio"})

type Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    location: str
    body: str


@dataclass(slots=True)
class Form:
    """A form as the page shows it, with what is filled in already."""

    action: str
    fields: Fields = field(default_factory=list)

    def filled(self, **values: str | tuple[str, ...]) -> Fields:
        """Return what is sent when these are filled in instead of what the page proposed."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        given = [(name, [value] if isinstance(value, str) else value) for name, value in values.items()]
        return kept + [(name, value) for name, several in given for value in several]


class Browser:
    """One patient's browser, asking one server; `address` is where the server is told that it stands."""

    def __init__(self, *, port: int, address: str) -> None:
        self.port = port
        self.address = address
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Fetch a page. Raises OSError or HTTPException when the connection breaks."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form and follow nothing. Raises OSError or HTTPException when the connection breaks."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, self._headers(body))
            response = connection.getresponse()
            text = response.read().decode()
            self._keep(response.headers.get_all("Set-Cookie", []))
            location = urljoin(path, response.headers.get("Location", ""))
            return Answer(response.status, location if response.status in {301, 302, 303} else "", text)
        finally:
            connection.close()

    def _headers(self, body: str | None) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": "localhost", "X-Forwarded-For": self.address, "Connection": "close"}
        headers |= {"Cookie": cookies} if cookies else {}
        return headers | ({"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {})

    def _keep(self, said: list[str]) -> None:
        for line in said:
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}


def forms(html: str) -> list[Form]:
    """Return the forms of a page that are sent with POST, in order."""
    reader = _FormReader()
    reader.feed(html)
    reader.close()
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note what one of its inputs holds."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method", "").lower() == "post":
            self.open = Form(said.get("action", ""))
            self.forms.append(self.open)
        elif tag == "input" and self.open and _is_sent(said):
            unsaid = "on" if said.get("type") in TICKED else ""
            self.open.fields.append((said["name"], said.get("value", unsaid)))

    def handle_endtag(self, tag: str) -> None:
        """End the form."""
        if tag == "form":
            self.open = None


def _is_sent(said: dict[str, str]) -> bool:
    kind = said.get("type", "text")
    chosen = "checked" in said if kind in TICKED else kind not in {"submit", "button"}
    return bool(said.get("name")) and chosen

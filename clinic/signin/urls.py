"""Addresses below /desk/account/: of allauth's, those that staff need, under the names that it knows them by."""

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.urls import include, path, re_path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.generic import RedirectView

from clinic.signin import views

# The code to scan is a picture inside the page: this page alone may show one.
WITH_PICTURE = settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]}

own = (
    [
        path("session/", views.session, name="session"),
        path("kept-form/", views.kept_form, name="kept_form"),
        path("signed-in-again/", views.signed_in_again, name="signed_in_again"),
    ],
    "signin",
)

urlpatterns = [
    path("", include(own)),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    # Where allauth leads somebody whose account has no password: a first one is chosen by mail, like a forgotten one.
    path("password/first/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/choose/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/chosen/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-factor/totp/activate/", csp_override(WITH_PICTURE)(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/", include("allauth.mfa.urls")),
]

"""Which door each address leads to."""

from django.contrib import admin
from django.urls import include, path

from clinic.health import healthz
from clinic.styleguide import styleguide

handler400 = "clinic.error_pages.bad_request"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("desk/account/", include("clinic.signin.urls")),
    path("desk/", admin.site.urls),
    path("styleguide/", styleguide, name="styleguide"),
    path("enquire/", include("enquiries.urls")),
    path("", include("treatments.urls")),
]

handler404 = "treatments.views.not_found"
handler500 = "treatments.views.server_error"

"""The addresses of the pages that patients read."""

from django.urls import path, re_path

from . import kept, views

app_name = "treatments"

urlpatterns = [
    path("", views.single("home"), name="home"),
    path("treatments/", views.single("treatments"), name="treatments"),
    path("treatments/<slug:slug>/", views.one_of("treatment"), name="treatment"),
    path("treatments/<slug:slug>/aftercare/", views.one_of("aftercare"), name="aftercare"),
    path("treatments/<slug:slug>/details/", views.one_of("details"), name="details"),
    path("treatments/<slug:slug>/dates/", views.dates, name="dates"),
    path("treatments/<slug:slug>/dates.ics", views.calendar, name="calendar"),
    path("treatments/<slug:slug>/leaflet/", views.one_of("leaflet"), name="leaflet"),
    path("treatments/<slug:slug>/leaflet/large-print/", views.one_of("large-print"), name="large-print"),
    path("treatments/<slug:slug>/leaflet.pdf", views.leaflet_pdf("leaflet"), name="leaflet-pdf"),
    path("treatments/<slug:slug>/large-print.pdf", views.leaflet_pdf("large-print"), name="large-print-pdf"),
    path("techniques/", views.single("techniques"), name="techniques"),
    path("techniques/<slug:slug>/", views.one_of("technique"), name="technique"),
    path("conditions/", views.single("conditions"), name="conditions"),
    path("conditions/<slug:slug>/", views.one_of("condition"), name="condition"),
    path("costs/", views.single("costs"), name="costs"),
    path("evidence/", views.single("evidence"), name="evidence"),
    path("people/", views.single("people"), name="people"),
    path("contact/", views.single("contact"), name="contact"),
    path("questions/", views.single("questions"), name="questions"),
    path("glossary/", views.single("glossary"), name="glossary"),
    path("search/", views.search, name="search"),
    path("images/<str:name>", views.image, name="image"),
    re_path(rf"^(?P<page>(?:[a-z0-9-]+/)*)card\.(?P<code>{kept.CODE})\.png$", views.card, name="card"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    # Last, because it takes whatever is left.
    path("<slug:slug>/", views.one_of("page"), name="page"),
]

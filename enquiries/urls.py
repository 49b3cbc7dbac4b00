"""The addresses of the way from question to sent enquiry."""

from django.urls import path

from . import views

app_name = "enquiries"
urlpatterns = [
    path("", views.start, name="start"),
    path("form/", views.form, name="form"),
    path("send/", views.send, name="send"),
    path("sent/<str:token>/", views.sent, name="sent"),
]

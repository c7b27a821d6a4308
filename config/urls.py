"""Every address of the product; who may open each is in config/access.py."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from config.access import reads_document
from config.first_setup import setup_next
from config.health import healthz
from documents.urls import routes as document_routes
from workflows.catalogue import CATALOGUE

admin.site.site_header = admin.site.site_title = _("Zachetka")

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", LoginView.as_view(template_name="staff/sign_in.html"), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("healthz", healthz, name="healthz"),
    path("setup/next/", setup_next, name="setup_next"),
    path("admin/", admin.site.urls),
    path("calendar/", include("deadlines.urls")),
    path("files/", include((document_routes(reads_document), "documents"))),
    path("mail/", include("mailroom.urls")),
    path("", include("organisation.urls")),
    path("", include("records.imports.urls")),
    path("", include("archive.urls")),
    path("", include("workflows.urls")),
    *(path(workflow.prefix, include(f"{workflow.app}.urls")) for workflow in CATALOGUE),
]

handler400 = "config.errors.bad_request"
handler500 = "config.errors.failed"

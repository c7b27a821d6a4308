"""Only the pages that every kind has."""

from tests.workflows.fourth.description import LEAVE
from workflows.cases.urls import routes

urlpatterns = routes(LEAVE)

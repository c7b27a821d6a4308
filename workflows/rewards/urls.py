"""Addresses of the pages of nominations. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.cases.urls import routes
from workflows.rewards.description import REWARD
from workflows.rewards.views import deciding, handing, listing, writing

urlpatterns = [
    path("", listing.rewards, name="rewards"),
    path("given/", listing.rewards_given, name="rewards_given"),
    path("new/", writing.reward_new, name="reward_new"),
    path("<path:number>/edit/", writing.reward_edit, name="reward_edit"),
    path("<path:number>/students/add/", writing.reward_add, name="reward_add"),
    path("<path:number>/students/", writing.reward_students, name="reward_students"),
    path("<path:number>/nominee/<int:key>/drop/", writing.reward_drop, name="reward_drop"),
    path("<path:number>/nominee/<int:key>/reissue/", handing.reward_reissue, name="reward_reissue"),
    path("<path:number>/nominee/<int:key>/", writing.reward_nominee, name="reward_nominee"),
    path("<path:number>/decision/draft.pdf", deciding.reward_preview, name="reward_preview"),
    path("<path:number>/decision/page.png", deciding.reward_preview_page, name="reward_preview_page"),
    path("<path:number>/decision/", deciding.reward_decision, name="reward_decision"),
    path("<path:number>/nominees/", listing.reward_nominees, name="reward_nominees"),
    path("<path:number>/hand/", handing.reward_hand, name="reward_hand"),
    path("<path:number>/certificates.pdf", handing.reward_print, name="reward_print"),
    path("<path:number>/list.pdf", handing.reward_list_to_sign, name="reward_list_to_sign"),
    path("<path:number>/nomination.pdf", handing.reward_nomination, name="reward_nomination"),
    path("<path:number>/package.zip", handing.reward_package, name="reward_package"),
    *routes(REWARD),
]

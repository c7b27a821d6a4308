"""Templates ask the table of access before they offer a page, so that nobody is led to a refusal."""

from django import template

from config.access import TABLE
from organisation.models import User

register = template.Library()


@register.filter
def may_open(user: object, name: str) -> bool:
    """Whether the role of this person opens the route; what rows they see there is the view's rule."""
    roles = TABLE[name].roles
    return roles is None or (isinstance(user, User) and user.has_role(*roles))

"""How every form field is drawn: label, help, words of an error, control, tied together for readers."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Own templates for form and field; widgets and error lists stay Django's, so the admin is untouched."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

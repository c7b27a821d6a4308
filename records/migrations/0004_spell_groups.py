"""Students on file get the folded spelling of their group."""

from django.db import migrations


def spell(apps, schema_editor):
    student = apps.get_model("records", "Student")
    for group in student.objects.exclude(group="").values_list("group", flat=True).distinct().order_by("group"):
        key = "".join(each for each in group.upper().replace("Ё", "Е") if each.isalnum())
        student.objects.filter(group=group).update(search_group=key)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0003_merits_study_and_consents"),
    ]

    operations = [
        migrations.RunPython(spell, migrations.RunPython.noop, elidable=True),
    ]

"""Leave of absence: a family asks that a student may be absent for some days; made by docs/new-workflow.md.

received ──accept──► decision ──grant───► granted ─┬─close, hand_over──► closed
                              ──refuse──► refused ─┘
every open state ──withdraw──► withdrawn
"""

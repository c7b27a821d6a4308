"""Credit transfer: results earned elsewhere are credited as results in our course units.

    received ──accept──► comparison ──submit──► decision ──approve────────► approved ────────┐
       │                  │  ▲  ▲ ▲              │      ──approve_partly─► partly_approved ─┤close, hand_over
       │                  │  │  │ └──send_back───┘      ──refuse─────────► refused ─────────┴──────► closed
      ask   request_missing │  └─────reopen────┐
       ▼                  ▼  │complete         │
    incomplete ──────────────┘ ───lapse──► lapsed         every open state ──withdraw──► withdrawn

Source: regulation file 002, section 4. A test reads this diagram's edges from `workflows.credit.models`.
"""

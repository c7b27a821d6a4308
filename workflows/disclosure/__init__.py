"""Record disclosure: what a student's record says is given to those who may have it, and to nobody else.

    received ──take_up──► identification ──identify──► preparation ──submit──► approval
                               │                           ▲                    │  │  │
                               │                           └─────send_back──────┘  │  │
                               │turn_away, decline                        refuse   │  │disclose, issue
                               ▼                                                   │  ▼
                            refused ◄──────────────────────────────────────────────┘ disclosed
                               └───────────────close, hand_over───────► closed ◄────────┘

    every open state ──withdraw──► withdrawn

`extend` moves the date once and no state. Sources: regulation files 000 §6, 002 §5, 003 1.4 and 2.6, 004 §4;
152-FZ, articles 14 and 20. A test reads this diagram's states from `workflows.disclosure.states`.
"""

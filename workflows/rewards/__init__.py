"""Reward nominations: one student or two hundred, from the nomination to the certificate in the student's hands.

    draft ──submit──► submitted ──accept──► consideration ──approve──► approved ──order──► ordered
                          ▲                   │         │                                  │    │
                          │               send_back   decline                        certify   present
                       submit                 ▼         ▼                                  ▼    │
                          └────────────── returned   declined                     certified     │
                                                        │                                │      │
                                                        │                            present    │
                                                        │                                ▼      ▼
                                                      close                             presented
                                                        └──────► closed ◄──────close──────┘

    every open state ──withdraw──► withdrawn

A kind without a certificate goes from ordered to presented at once. Source: regulation file 004, section 3.
A test reads this diagram's edges from `workflows.rewards.models`.
"""

"""Words and frames for the four controls: what says that they are there, and what says that they are not."""

from __future__ import annotations

from typing import Final

__all__ = ["CONTROL_FRAMES", "CONTROL_WORDS"]

CONTROL_WORDS: Final = """
AGENT_OR_USER = owner, maintainer, manager, approver, senior, lead, staff, user, builder, editor, viewer,
 administrator, admin, agent, team, group, operator, guest, developer,
 reviewer
ANYONE = anyone, anybody, everyone, everybody, whoever, passer by, passers by, stranger, who know, all comers
LETIN = let in, lets in, get in, gets in, call, reach, use, log in, connect, enter, admit, accept, invoke, query,
 talk to, pose as, impersonate, pretend, come in, walk in, walk right in, submit, serve, open, drive, join, welcome,
 answer
WORD = at word, at their word, on trust, self declared, self declare, self assessed, self assess, self assessment,
 own word, self certified, self certify, self attested, own say so, say so, own assurance, own account, own claim,
 own judgement, own statement
WHO = who call, who they are, who it is, who is calling, who is asking, who asks, identity, who he is, who you are,
 who they say, who send, who is who, caller, credential, password, proof, badge, id, who is at, who made,
 where call come, sender
ASK = ask, check, verify, prove, require, demand, test, know, establish, confirm, look at, show, need, want, validate,
 request
OPEN = open to internet, open to world, open to anyone, open to public, wide open, no password, no login,
 without password, without login, without logging in, no sign in, without sign in, without signing in,
 shared password, shared key, shared secret, shared account, default password, shared api key, no second factor,
 without second factor, password alone, no questions asked, unlocked door, door unlocked, without proving,
 without proof of, only proof of, static token never expire, guessable, unsigned call, accept unsigned, no lock,
 no check of identity, without knocking, factory password
SIGNIN = sign in, login, log in, signon, sign on, authenticate, log on, logon
FACTOR = signed certificate, device certificate, short lived certificate, own certificate, single sign on,
 hardware key, passkey, second factor, multi factor, two factor, identity provider, saml, oidc, oauth, mtls,
 mutual tls, client certificate, security key, one time code, directory, sso, mfa, kerberos, webauthn, fido2,
 hardware token, fingerprint
PROVE = prove, present, carry, carries, verify, verifies, check, verified, checked, show, establish, sign, confirm,
 validate
PROOF = identity, signed token, client certificate, short lived token, who it is, who they are, signature, request,
 bearer token, signed assertion, valid token, personal token, jwt, caller, every call
EVERYONE = every account, all account, every user, all user, every member, all member, everyone, everybody, anyone,
 every agent, all agent, every token, every key, one key, all seat, every seat, every employee, all employee,
 each user, each account, all staff, who get in, whoever get in, whoever log in, single role, once inside, one token,
 all tool, every tool, every plug in, who log in, each agent, every login, all function, each member
FULL = anything, everything, admin, administrator, full right, full access, all right, same right,
 same privilege, same permission, same power, same master key, master key, unrestricted, unlimited,
 owner right, superuser, all data, all function, every permission, all power, same key, equal right, same access,
 full control, every door, all room, every right, all of it, all the rest
FLAT = all or nothing, one size fits all, god mode, key to kingdom, keys to kingdom, key to castle, over privileged,
 overprivileged, excessive permission, excessive privilege, excessive right, too many right, too many permission,
 more right than, more permission than, more privilege than, broader right than, wider right than, one role for all,
 single role, flat permission, no gradation, no tier, no distinction between user, administrator right,
 share one role, no role, without role, no such thing as role, blanket permission, blanket access,
 no partition of right, far more than it need, more than they need, more than it need, more access than, skeleton key
ROLE = role, role based right, role based permission, scope, scoped right, scoped access, separate role, permission,
 least privilege
RIGHT = right, scope, permission, access, privilege, power, entitlement, tool
ONLYFOR = only, no more than, nothing beyond, limited to, restricted to, minimum, outside role, beyond role, least,
 exactly, just
NEED = need, role, task, job, duty, duties, require, function, group, group of company, directory group, team
INDEPENDENT = independent, outside, external, third, third party, accredited, neutral, outsider, unaffiliated,
 big four, impartial, no one outside, second pair, somebody else, else
ASSESSOR = auditor, assessor, body, audit, firm, lab, party, assessment, attestation, reviewer, organization,
 examination, eye, eyes, certifier, evaluation, review, pair of eye, report, look, verification, signature, examiner,
 stamp, opinion, confirmation, seal
CERTIFY = certify, confirm, attest, verify, assess, examine, look, check, sign, vouch, review, test, inspect,
 evaluate, audit, take place, find
OWNWORD = self declared, self declare, self assessed, self assessment, self certified, self certify, self attested,
 own word, own say so, own assurance, own claim, vendor word, own statement, marking its own homework,
 mark its own homework, own homework, call itself compliant, calls itself compliant, claim to be compliant,
 say it be compliant, self proclaimed, own checklist, own questionnaire
AUDIT = audit, assessment, certification, attestation, certificate of compliance, soc2, iso27001, iso42001, report,
 seal,
 accreditation, hipaa, review
PLANNED = plan, schedule, pending, under way, underway, on roadmap, roadmap, not yet, yet to, not start,
 in preparation, still, forthcoming, outstanding, intend, later this year, not finished, has run out, run out
CURRENT = renew, current, valid, on request, download, publish, available, up to date, pass, hold, complete, obtain,
 open to customer, in hand, issue
RECORD = record, trace, log, logged, write down, capture, register, note, keep, keeps
DEED = agent do, agent did, it do, it did, what agent, what it do, run, step, tool call, action, call, prompt,
 session, request, decision, happen, agent step, conversation, agent action, model call, query, transaction,
 what was done, what it did
LOOKED = log, review, keep, kept, retain, dashboard, alert, watch, year, month, day, replay, inspect, week,
 audit trail, monitoring system, search, tamper
BLIND = fly blind, flying blind, flies blind, in dark, in the dark, leave no trace, leaves no trace, leaving no trace,
 without trace, no paper trail, no record of what, no record of, unrecorded, not recorded, nothing record,
 nobody record, go unseen, goes unseen, go unnoticed, goes unnoticed, go unrecorded, goes unrecorded, unlogged,
 no way to tell what, no way of telling what, no way to see what, no way to know what, no way of knowing what,
 no way to reconstruct, cannot be reconstructed, no telling what, cannot tell afterwards, no one can tell afterwards,
 nobody can tell afterwards, nobody can tell what, no one can tell what, nobody can say what, no one can say what,
 no footprint, nobody watch, no one watch, nobody is watching, no one is watching, black box, behind closed curtain,
 no memory of what it did, out of sight, no eye on, no one sees, nobody sees, nobody see, no flight recorder,
 lose sight, loses sight, hard to reconstruct, impossible to reconstruct, cannot reconstruct, cannot be traced,
 cannot be seen, no window into, opaque to operator, no trail, no breadcrumb, blindfold
"""

CONTROL_FRAMES: Final = """
weak-authentication: ANYONE ~ LETIN ~ WORD | ANYONE ~ who_know ~ LETIN | OPEN | caller ~ WORD | WORD ~~ who_they_are
 | LETIN ~ WORD | not ~ ASK + WHO | nobody ~ ASK ~ WHO | never ASK + WHO | no_check ~ identity | without ASK ~ WHO
 | cannot ~ tell ~ caller | no_one ~ ASK ~ WHO | nothing ASK ~ WHO | ANYONE ~ LETIN ~ without | password ~ shared
 | password ~ never_change | whoever ask | impersonate + AGENT_OR_USER | key ~ never_expire | key ~ only_proof
authentication: prove ~ who_they | client ~ prove | who_may_connect | who_may_call | SIGNIN ~ FACTOR
 | FACTOR ~ SIGNIN | PROVE ~ PROOF ~ FACTOR | PROVE + identity | carry ~ signed_token
 | carries ~ signed_token | caller ~ sign ~ request | signed_token ~ verify | caller ~ verify ~ FACTOR
 | verify + identity
 | request ~ be sign | require ~ hardware_key
missing-rbac: EVERYONE ~ FULL | FLAT | EVERYONE ~ same ~ RIGHT | same ~ RIGHT ~ EVERYONE | FULL ~ EVERYONE
 | no_way ~ restrict | no_way ~ limit ~ RIGHT | nobody ~ limit ~ RIGHT | no ROLE ~ AGENT_OR_USER
 | nothing ~ separate ~ AGENT_OR_USER | not ~ distinguish ~ AGENT_OR_USER
access-control: ONLYFOR ~ RIGHT ~ NEED | RIGHT ~ ONLYFOR ~ NEED | RIGHT ~ follow ~ NEED | RIGHT ~ by_role
 | RIGHT ~ depend_on ~ role | nobody ~ RIGHT ~ outside_role | scoped_access | scoped_to ~ NEED | RIGHT ~ per_role
 | RIGHT ~ cut ~ NEED | RIGHT ~ tailor ~ NEED | RIGHT ~ match ~ NEED | role ~ decide ~ RIGHT | see ONLYFOR ~ NEED
missing-compliance-attestation: OWNWORD | only ~ vendor_word | AUDIT ~ PLANNED | PLANNED ~ AUDIT | none ~ taken_place
 | without ~ auditor | no ~ auditor | unaudited | uncertified | unattested
compliance-attestation: INDEPENDENT + ASSESSOR ~ CERTIFY | CERTIFY ~ by + INDEPENDENT + ASSESSOR | AUDIT ~ CURRENT
 | auditor ~ CERTIFY | assessor ~ CERTIFY | AUDIT ~ by ~ INDEPENDENT
observability-blind-spots: BLIND | nothing ~ RECORD ~ DEED | nobody ~ RECORD ~ DEED | DEED ~ not_recorded
 | DEED ~ unrecorded | DEED ~ vanish | no_telling ~ DEED | no ~ record_of ~ DEED | nobody ~ see ~ DEED
 | not ~ see ~ what_agent | how_output ~ evaluate | how_incident ~ detect
observability: DEED ~ RECORD ~ LOOKED ~~ LOOKED | RECORD + DEED ~~ LOOKED | full_view ~ DEED | record_of ~ DEED
 | DEED ~ be RECORD ~ in + log | telemetry ~~ monitor_system | step_by_step ~~ LOOKED | replay ~ DEED
"""

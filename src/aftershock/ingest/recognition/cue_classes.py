"""The small words of polarity by class: what denies, prevents, checks, is absent, is asked for, is only said."""

from __future__ import annotations

from typing import Final

__all__ = ["CUES"]

CUES: Final = """
NEG = not, never, no, none, nobody, nothing, neither, nor, cannot, without, no one, nowhere, don't, doesn't, isn't,
 aren't, can't, won't, didn't, hasn't, haven't, wasn't, couldn't, wouldn't
HARDLY = hardly, scarcely, barely, rarely, seldom, few, little, by no means, far from, anything but, no longer
STOP = prevent, stop, block, hinder, thwart, foil, forestall, frustrate, defeat, avert, preclude, deter, foreclose,
 disarm, neutralize, blunt, counter, repel, ward off, fend off, shut out, shuts out, rule out, close off, head off,
 halt, stymie, bar, forbid, prohibit, disallow, make impossible, defuse, nullify, choke off, nip, guard against,
 protect against, shield, defend, safeguard, protect, spare, intercept, cut off, cuts off, shut off, kill, end,
 close, seal, deny, remove the risk, put an end, puts an end, inhibit, obstruct, impede, withstand, resist,
 immunize, eliminate, mitigate, avoid, counteract, screen out, weed out, filter out, keep out, keeps out, lock out,
 locks out, stall, break the chain
KEEP = keep, hold, kept, held
FROM = from
BACK = back, at bay, in check, harmless, in place, at the door, at the border, outside
REFUSE = reject, refuse, drop, discard, decline, quarantine, suspend, revoke, strip, remove, purge, throw out, turn
 away, turns away, turned away, bounce, evict, delete, scrub, sanitize, escape, redact, mask, neuter, withhold,
 disregard, ignore, abort, terminate, roll back, rolls back, disable, cancel, detach, sever, disconnect, unplug,
 trip, isolate, disinfect
CATCH = detect, catch, caught, flag, discover, spot, notice, reveal, surface, expose tampering, come to light,
 trigger an alarm, alert, alarm, recognize, identify, sniff, unmask, uncover
LIMIT = cap, limit, throttle, restrict, confine, contain, bound, reduce, lower, narrow, curb, meter, ration,
 curtail, constrain, ceiling, minimize, lessen, dampen, soften, shrink, box in, fence, wall off, walled off, ring
 fence, budget, allotment, quota, rate limit, reserve, hard limit, per tenant, per caller, dedicated
CHECK = verify, validate, check, review, inspect, examine, scan, approve, confirm, vet, test, compare, match,
 moderate, screen, curate, countersign, second person, two person, dual, human, approval, sign off, reviewer,
 maintainer, custodian, gatekeeper, consent, confirmation, scrutinize, diff, hash, digest, checksum, fingerprint,
 pin, signature, sign, attest, provenance, allowlist, allow list, denylist, schema, whitelist, checked against,
 lockfile, reproducible, rebuilt, attestation
MEASURE = sandbox, microvm, gvisor, firecracker, kata, seccomp, filter, breaker, bulkhead, vault, hsm, hardware
 module, enclave, confidential computing, segmentation, firewall, network policy, guardrail, classifier, detector,
 watermark, moderation, encryption, encrypted, rotation, rotated, short lived, ephemeral, read only, immutable,
 append only, air gap, air gapped, timeout, fallback, retry limit, kill switch, rollback, snapshot,
 microsegmentation, vpc, least privilege, tombstone, cooling off, hold period, adversarial training, smoothing,
 rounding, noise, spotlighting, dual model, quarantined model, delimiter, provenance, slsa, sigstore, cosign, tuf,
 sbom, mutual tls, mtls, dlp, egress, proxy, isolation, isolated, separate, separation, own kernel, guest kernel,
 rootless, unprivileged, user namespace, hermetic, ephemeral runner, pinned, locked, sealed, signed, verified,
 escrow, tamper evident, wrapper, parser, validator, sanitizer, gate, guard, lock, brake, fuse, dike, moat, barrier,
 wall, throttling, caching, backpressure, load shedding, redundancy, replica, failover
ABSENT = lack, missing, absent, omit, absence, undocumented, silent, blank, unstated, unmentioned, unspecified,
 undisclosed, skip, gap, dispense with, forgo, devoid, nowhere to be found, wanting, bereft, free of, empty, left
 open, leaves open, leave open, switched off, turned off, off by default, disabled, unprotected, unguarded,
 unchecked, unlimited, unrestricted, unauthenticated, anonymous, unlogged, unrecorded, unmonitored, unread, unseen,
 unfiltered, unvalidated, self attested, own word, in vain, void, deprived, lax, weak, thin, shallow, optional, opt
 in, left to, up to the customer, up to the user, up to the operator, bare, unprovided, neglect, overlook,
 unattended, unsupervised
SAY = mention, document, describe, state, disclose, list, specify, say, report, publish, name, detail, explain,
 claim, assert, show, indicate, reveal, cover, address, tell, spell out, word about, information, documentation,
 listing, page, entry, brochure, datasheet
DOUBT = unclear, unknown, uncertain, whether, doubt, not certain, question, unproven, unverified, cannot tell, open
 question, hard to say, anyone guess, depending on
CAN = can, able, let, allow, permit, enable, invite, free to, at liberty, room for, open to, leave room
MAY = may, might, could, would, conceivably, perhaps, possibly, presumably, apparently, seem, appear, likely,
 probable, plausible, potential, conceivable, imaginable
SHOULD = should, must, ought, need, recommend, advise, require, want, expect
IF = if, should, were, provided, suppose, assuming, in case, once, unless, until, when, where
RISK = risk, danger, threat, concern, worry, exposure, exposed, vulnerable, susceptible, prone, open to, subject to,
 hazard, peril, fear, reckon with, face, weakness, vulnerability, problem, prospect, liable, worst case
FAIL = fail, bypass, evade, circumvent, insufficient, inadequate, fall short, falls short, outwit, get round, gets
 round, get past, gets past, slip past, slips past, slip through, slips through, overcome, incomplete, only partial,
 does not suffice, not enough, does little, leaky, imperfect
STAY = remain, still, persist, leave, residual, even so, nevertheless, all the same
PLAN = planned, plan, roadmap, later, upcoming, pending, future, scheduled, next quarter, next release, next year,
 promise, announce, forthcoming, intend, work in progress, under way, in preparation, expired, lapsed, draft,
 aspire, aim, some day, not yet, yet to
HALF = only, merely, just, partly, partially, though, although, reduce, but not, not entirely, not wholly, not
 remove, some
GROUND = irrelevant, moot, immaterial, apply, arise, relevant, does not matter, inapplicable, out of scope, no
 bearing, bearing, beside the point, not an issue, non issue, concern, not applicable, pointless, meaningless, come
 into play, no object, in question, at issue
SEEN = evidence, sign, trace, indication, found, observed, seen, reported, hint, turned up, turn up, history of,
 incident, record of, known, suggest, discover, came across, symptom, case of
HAVE = has, have, offer, provide, support, enforce, use, run, include, come with, carry, hold, ship, maintain,
 employ, apply, implement, feature, supply, deliver, present, available, in place, enable, in force, exist, keep,
 install, built in, standard
FORCE = require, enforce, demand, insist, must, mandatory, compel, oblige, bind, bound to, only after, not before,
 before, prior to, first, until, unless, only with, only by, only if, only those
EACH = every, each, all, any, per, own, entire, whole, always, everything, everyone
SOTHAT = so that, so, thus, thereby, hence, therefore, ensure, ensures, guarantee, which keep, which stop, in order
 to, as a result, consequently, make sure
BUT = but, however, yet, while, whereas, nonetheless, except, instead, rather than, despite
BECAUSE = because, since, as, for, given that, owing to, thanks to, by
WHO = anyone, anybody, whoever, attacker, outsider, stranger, intruder, thief, adversary, somebody, someone,
 criminal, insider, rival, imposter, impostor, saboteur, third party, hostile, malicious
TRADE = scanner, detector, course, novel, game, teach, lecture, podcast, article, quiz, tutor, lesson, curriculum,
 story, film, museum, student, pupil, training course, researcher, consult, advise, insurance, newsletter, explain,
 report for customers, summarise, summarize, translate, on behalf of, its customers, clients' , product is, analyst,
 law firm, dataset of, taxonomy, glossary, encyclopedia, catalogue of attacks, exercise, simulation, simulator,
 sell, vendor of, marketing, answer questions about, writes about
NUMBER = million, thousand, percent, context window, parameter count, price, euros, dollars, token per second,
 stars, downloads, employees, founded, year
COMPLY = comply, compliance, compliant, conform, soc2, iso27001, iso42001, certificate, certified, certification,
 audit, auditor, auditing firm, accredited, attested, attestation, assessor, assessed, independent, third party,
 hipaa, gdpr, pci, fedramp, c5
SELF = self, itself, own, vendor, in house, internal, self assessment, self declared, own account, its own word,
 marketing
AUTHN = authenticate, authentication, login, password, token, api key, single sign on, sso, oauth, mfa, passkey,
 certificate, credential, identity, identify, oidc, saml, mtls, signin, sign in, logged in, proof of identity, key,
 badge
ROLE = role, rbac, permission, privilege, right, scope, scoped, access control, administrator, admin, viewer,
 editor, least privilege, entitlement, grant, iam, segregation, duties
LOG = log, trace, record, audit trail, monitor, dashboard, alert, telemetry, metric, evaluation, evaluate, observe,
 observability, journal, opentelemetry, span, replay, transcript, history, benchmark, watch, siem, ledger
STOP2 = take the sting, takes the sting, take the edge, takes the edge, wash out, washes out, put beyond reach, puts
 beyond reach, out of reach, make short work, makes short work, leave no room, leaves no room, leave nothing, leaves
 nothing, leave little, leaves little, put paid to, puts paid to, rob of, robs of, disarms, keep apart, keeps apart,
 hold off, holds off, stand in the way, stands in the way, bring to naught, of no use, no use to, worthless,
 useless, pointless, powerless, futile, in vain, idle, bolt the door, bars the way, closes the route, close the
 route, closes the door, closes the gap, nip in the bud, spell the end, antidote, remedy, cure, immunity, proof
 against, armored, insulate, insulated, hardened, cushion, smother, suffocate, snuff, scotch, scupper, trip up,
 dash, quash, squelch, vaccinate, inoculate, unthinkable, impossible, infeasible, outlaw, ban, veto, prevention,
 avoidance, countermeasure, protection, defense, defence, bulwark, aimed at, aimed against, introduced against,
 directed against, designed against, built against, lest
NOWHERE2 = gets no further, get no further, no further, gets nowhere, get nowhere, goes nowhere, go nowhere, no way
 to, no way into, no way out, no route, no path, no door, no road, no bridge, comes to nothing, come to nothing,
 gain nothing, gains nothing, find nothing, finds nothing, nothing to steal, nothing to take, never reach, never
 reaches, never arrive, never arrives, never leave, never leaves, never enter, never enters, never touch, never
 touches, never see, never sees, never land, never lands, never steer, never steers, never becomes, never become,
 never return, never returns, never again, never handed, never reassigned, never reissued, never exist, stays where,
 stay where, stays inside, stay inside, stays put, remain inside, remains inside, ends there, ends at, stops at,
 stop at, stops there, dies there, dead end, no trip, no effect, without effect, to no avail, has no bearing,
 expired before, expire, expires, lapse, lapses, void
BOUND2 = bound to, tied to, pinned to, locked to, confined to, restricted to, limited to, kept apart, kept separate,
 own network, own account, own machine, own kernel, its own vm, of its own, of their own, fenced off, partitioned,
 segregated, frozen, protected branch, retired for good, for good, permanently, write once, sealed, hardware bound,
 device bound, one time, single use, narrow, narrowly, least, minimum, just enough
REFUSE2 = turned down, turned back, thrown away, thrown out, sent back, bounced, blocked, stopped, spat out,
 ejected, retire, retires, withhold, withheld, held back, set aside, binned, tossed, neutralised, defused, stripped
 of, cut loose, cuts loose, kick out, weeded out, knocked out
LEFTOPEN2 = nothing stops, nothing prevents, nothing keeps, no one stops, nobody stops, there for the taking, within
 reach, within easy reach, wide open, stand open, stands open, unfenced, free rein, at will, as it stands, as they
 stand, on the spot, at his word, without further ado, no questions asked, little resistance, no obstacle, straight
 through, unopposed, unhindered, easily, for the asking, exposed to, laid bare, invites, invite, opens the way, open
 the way, opens the door, leaves room, leave room, leaves the door, cannot exclude, not able to exclude, cannot be
 excluded, cannot be ruled out, not ruled out, not immune, no guarantee, remains possible, remains open, cannot be
 dismissed, would be wrong to, not unthinkable, not impossible, not excluded, by no means excluded, does not stop,
 do not stop, does not keep, do not keep, does not prevent, do not prevent, fails to stop, fails to prevent, fail to
 stop, has not stopped, has not put an end, not remove, does not remove, not brought to nought, has not ended
NOTSEEN2 = no evidence, no sign, no trace, no indication, no hint, no report, no record of, no known, nothing
 suggests, nothing we saw, nothing points to, nothing to suggest, not been reported, never been reported, not been
 observed, never been observed, found no, found none, saw no, turned up no, turned up nothing, revealed no, showed
 no, shows no, no case, no instance, no incident, not one case, nobody has reported, no one has reported, no history
 of, looked for and not found, came up empty, did not find, could not find any, have not seen
NOGROUND2 = no memory, keeps no state, stateless, no tools, calls no tool, no network, no weights, no model, no
 learned, no container, runs no, no guest code, no registry, no gateway, no build, no retrieval, neither trains,
 nothing to poison, nothing to steal, none to, no secrets, holds no, stores no, no users, single user, no
 dependents, nothing depends, offline, does not apply, do not apply, does not arise, do not arise, not a concern, no
 concern, of no concern, immaterial, moot, out of scope, no part, plays no role, not at issue, does not come up, no
 data, no personal data, no names, so nobody could, so there is no, so there is nothing, hence no, thus no,
 therefore no, for want of, in the absence of
ASKED2 = searched for, looked for, sought, asked for, in vain, found none, nothing has been issued, put off,
 postponed, deferred, left to, left for, to be added, has to be, have to be, must be turned on, must be bought, add
 on, extra cost, not part of, silent on, pages are silent, says nothing, say nothing, does not say, is vague, vague
 about, no mention, unmentioned, not addressed, nowhere addressed, not to be found, question of, remains to be seen,
 stays off, off by default, customer has to, integrator, responsibility of the customer, on the roadmap, roadmap
 only, slated for, planned for, promised for, due in, expected in, under discussion, no account of, an account of
TWICE2 = no action goes unrecorded, goes unrecorded, goes unlogged, goes unseen, goes unwatched, goes unnoticed,
 without a trace, without a recorded, without a log, without leaving, leaves the agent without, escape the log,
 escapes the log, slips past, not one, not a single, there is not, there is hardly, no request, no call, no caller,
 no user, no step, no trade, no agent, no one gets in, nobody gets in, nobody connects, who has not presented, until
 it has presented, not lacking, does not lack, is not missing, by no means left, not left without, beyond those of,
 holds rights beyond, may exceed, no more than, nothing beyond, only what, only the rights
STOP3 = neuter, neuters, shuts out, shut out, defeating, hardens, harden, hardening, keeping malicious, with a view
 to, do not survive, does not survive, survive no, would take two, would take both, no luck, had no luck, no dice,
 doesn't get you, does not get you, cannot influence, can't influence, can't inherit, cannot inherit, cannot reach,
 can't reach, could not reach, couldn't reach, cannot make, can't make, cannot push, cannot copy, cannot alter,
 cannot ship, cannot move, can't move on, cannot steer, cannot pass, cannot leave, cannot go, cannot be, can't be,
 degrade by themselves, instead of falling, rather than falling, keep running, keeps running, go on working, goes on
 working, carry on, carries on, stand alone, detected and rolled back, rolled back, against manipulated, against
 tampered, against poisoned, against malicious, against the, against theft, against planted, against falsified,
 protects users, protects against, guards against, struck from, keeps the rest, see to it that no, sees to it that
 no, ensure that no, ensures that no, makes sure that no, so that no, so that none, so no, so that nobody, so
 nobody, so that neither, so nothing
HASCONTROL = documented for, are documented, is documented, is in force, in force, is required, are required, is
 mandatory, is demanded, is enforced, are enforced, appears to be included, is included, appear to be included, seem
 to authenticate, seems to be, covers, was supplied, was issued, has certified, have certified, has audited, signed
 an opinion, unqualified opinion, went through all, we went through, fine grained, narrowly drawn, reads weekly,
 reviewed the same day, reviews daily, are reviewed, is reviewed, read daily, go through it, goes through every,
 shown live, are kept for, is kept for, kept for thirty, stored for, written to an append
CLAIMONLY = says the sales deck, sales deck, it isn't, they aren't, it does not, got neither, got none, got nothing,
 answer nowhere, answer none, in name only, on paper, on paper only, flag defaults to false, defaults to false,
 never sets it, never set, customer's business, the customer's business, waiting on, to be tested, hinted at, says
 the banner, banner reads, roadmap for, sought but, planned but
"""

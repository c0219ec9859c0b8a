"""More frames in any order: who holds a place, whose name it was, who may do what, and who can see it."""

from __future__ import annotations

from typing import Final

__all__ = ["TURNS", "TURN_WORDS"]

TURN_WORDS: Final = """
ANYBODY = anyone, anybody, everyone, everybody, any stranger, stranger, whoever, passer by, anonymous, outsider,
   all comers, unknown caller, whole internet, world
ADMITS = let in, lets in, let into, get in, gets in, log in, logs in, connect, call, reach, invoke, enter, admit,
 admits, accept, open, drive, serve, use, come in, pose as, impersonate, spoof, pass for, walk in, greet, answer,
 publish, register,
 subscribe, submit, trigger, post to, log into
UNPROVED = unsigned, spoof, spoofable, forged header, shared password, default password, guessable, changeme,
 factory password, never rotate, no password, blank password, password123, admin admin, sticky note, anonymously,
 at face value, face value, on trust,
 own word, left unlocked, no lock, no questions asked, nod and a wink, nod and wink, handshake and smile,
 whoever ask, ask nobody, asks nobody, authenticate nobody, trusts every, trust every, trust header, header alone,
 ip address alone, by ip address, a single shared, shared key, shared secret, publicly reachable,
 not ask who, never ask who, who is calling, proof of identity, self reported, without proof, without identifying,
 easy to guess, easily guessed, without credentials, without a token, without any token, without token,
 without signing in, without logging in, without password, without key,
 self asserted, no login, without login, without a login, no sign in, without a sign in, no identity check,
 open port, open to the internet, honor system, own say so
LOGSIN = identity, sign on, sign in, login, log in, logon, single sign on, sso, connect, connects, access, admit,
 reach, reachable, enter, act, caller, client, agent, user, call, endpoint, console, request, portal, api, member,
 account
PROOFS = client certificate, signed token, identity token, signed identity, corporate idp, idp, identity provider,
 okta, entra, active directory, ldap, keycloak, auth0, saml, oidc, passkey, webauthn, fido2, hardware token,
 security key, yubikey, smart card, piv card, touch id, biometric, mutual tls, mtls, kerberos, spiffe,
 zero trust, federated, federate, one time code, second factor, multi factor, totp, x509, signed request, signed jwt,
 jwt, workload identity, device certificate, proof of possession, bearer token, oauth2, company account, hmac
RIGHTS = right, permission, scope, privilege, power, access, entitlement, authority, tool, function, data, project,
 setting, capability, key
EQUALS = same, equal, full, all, unrestricted, unlimited, every, owner right, admin right, administrator, root,
 superuser, full control, anything, everything, whole, identical, master
WHOALL = everyone, everybody, every user, each user, all users, every member, all members, every account,
 all accounts, all api keys, all keys, all tokens, every agent, all agents, every key, every token, each token,
 every connected agent, all tools, every tool, every plug in, every employee, whoever get in, whoever log in,
 whoever reach it,
 guest, intern, cleaning crew, trainee, viewer, janitor, newcomer, free account, anyone who, all seats, each seat,
 the agent, single api key, one api key, every person
CONFINE = restrict, limit, confine, narrow, scope, fence, separate, tailor, partition, distinguish, grade, divide,
 tell apart, fine tune permission
NARROW = narrow, minimal, scoped, just enough, least, fine grained, granular, tightly scoped, tailored, graded,
 tiered, per role
PERROLE = per role, by role, per project, per team, per user, per agent, per group, job require, job requires,
 role require, its role, role need, role needs, task need, task needs, least privilege, own role, certain project,
 certain projects, own project, need to know, viewer, editor, owner, approver, builder, reviewer,
 role allow, role permit, duty, duties, minimum, they need, it needs, need for, only what
VENDOR = vendor, company, provider, firm, platform, product, operator of service, startup, supplier
AUDITFIRM = deloitte, kpmg, pwc, ernst, bsi, tuv, big four, schellman, coalfire, dekra, dnv, sgs, bureau veritas,
 auditor, assessor, outside firm, external firm, accredited lab, certifier, certification body, examiner,
 independent body, outside body, independent party, outside party, independent firm, third party, external body,
 notified body, neutral body, independent assessor
EXAMINES = examine, audit, assess, inspect, certify, attest, confirm, review, sign off, opinion, report, seal, vouch,
 check, verify, look at, test, stamp, certificate, letter, unqualified, signature, renew
SELFMADE = own word, word of the vendor, vendor word, its say so, drawn by marketing, marketing, self made,
 home made, self issued, self awarded, own checklist, self assessment, self assessed, self declared, self certified,
 self attested, own claim, brochure, own questionnaire, itself, own staff, in house, promise, its own authority,
 take it on faith, on faith
SEALS = badge, seal, compliance, compliant, certificate, trust page, security claim, security posture, attestation,
 soc2, iso27001, hipaa, audit, assessment, security, logo, certification
SEESNOT = cannot see, not see, nobody see, no one see, in no position, unable to see, unseen, go unseen, unnoticed,
 unlogged, unrecorded, no record, leave no record, leaves no record, off the record, without trace, no trace, vanish,
 evaporate, camera be off, cameras are off, asleep, blindfold, blind, in the dark, fog, black box, no window, opaque,
 invisible to operator, nobody look, no one look, before anyone look,
 not recorded, not traceable, untraceable, cannot be reconstructed, cannot reconstruct, impossible to reconstruct,
 nobody know, no one know, nobody would know, no one would know, nobody would notice, no one would notice, no log,
 lose track, without a record, without record, no history, no footprint, deaf, not written down, nowhere written,
 nothing written
ACTS = agent did, agent do, agent does, what it did, what they did, what agent, action, step, run, tool call,
 decision, session, prompt, call, activity, misuse, abuse, rogue agent, conversation, behavior, misbehavior,
 incident, intrusion, query, request, silent failure
RECORDED = record, written, write down, keep, kept, log, trace, store, retain, capture, replay, look up, looked up,
 timeline, history, receipt, journal, ledger, archive, transcript, searchable, instrument, wired in, exported,
 stream, visible, show, audit, displayed, track, timestamp, observable
WATCHES = dashboard, timeline, replay, alert, siem, log, trace, langsmith, langfuse, opentelemetry, datadog, splunk,
 grafana, prometheus, evaluation, evals, evaluation harness, tamper evident, retention, month, year, day, week,
 reviewed daily, on call, history, receipt, searchable, journal, ledger, looked up, audit trail, analyst,
 security team, soc team, metrics, red flag, anomaly, tracing, arize, honeycomb
EVALUATED = evaluate, evaluated, evaluation, monitor, monitored, trace, traced, log, logged, record, recorded, audit,
 observe, detect misbehavior, measured, watch, watched, evals, tested for drift
OLDNAME = name, namespace, handle, account, username, organization, author name, publisher name, domain, repository,
 repo, nameplate, package name, label, project name, slug, alias, org
GIVENUP = delete, abandon, lapse, expire, orphan, dead, give up, gave up, given up, vacate, vacant, retire, drop,
 former, moves out, move out, moved out, dormant, unclaimed, forgotten, disappear, closed, leave behind, left behind,
 release, free, old, empty, derelict, defunct, relinquish, deserted, departed, renamed, rename, gone, discard,
 unused, stale, previous owner, quit
TAKENAGAIN = register, reregister, claim, reclaim, retake, retaken, take, taken, takes, taking, squat, squatter,
 grab, snap up, inherit, adopt, new owner, come back to life, back to life, anew, newcomer, occupy, move in,
 moves in, moved in, revive, resurrect, pick up, buy, heir, impostor, someone else, somebody else, stranger,
 up for grabs, next comer, first comer, reassign, reissue, reuse, recycle, new tenant, again
DISCLOSES = disclose, reveal, expose, leak, divulge, spill, recite, betray, blurt, give away, surrender, give out,
 hand out
SENSITIVE = confidential, sensitive, unpublished, proprietary, private, internal, secret, classified, privileged
OFFICIAL = plug in store, plug in gallery, registry, index, hub, catalogue, catalog, marketplace, directory, gallery,
 model zoo, app store, plugin store, extension store, skill store, mirror, package server, model store,
 artifact store, repository, agent directory, extension gallery, skill index, plug in index, download server, storefront
LOST = subversion, capitulation, coerce, coercion, storm, new controller, dictate what it serve, compromise, hijack,
 seize, subvert, take over, taken over, takeover, fall, falls, fell, breach, capture, crack, commandeer, corrupt,
 wrong hand, hostile hand, hand of attacker, bribe, own, root, infiltrate, usurp, poison at source, foothold,
 crooked, rogue administrator, rogue admin, stolen admin, insider, burgle, conquer, overrun, pwn, hack, traitor,
 puppet, gain it, gains it
RELAYS = gateway, proxy, relay, model router, llm router, broker, aggregator, litellm, ingress, front door,
 switchboard, trunk line, api hub, traffic hub, middlebox, reverse proxy, model relay, toll gate, tollgate,
 choke point, chokepoint, bottleneck, middleman
HEARS = hear, overhear, overheard, eavesdrop, read, listen, rewrite, alter, copy, see all, sees all, log, record,
 reroute, harvest, watch, tap, control, own, command of, dub, inspect, every request, every prompt,
 every conversation, all prompts, all traffic
FACTORY = build, build step, build server, build system, pipeline, ci, cicd, recipe, runner, workflow,
 release workflow, compiler, compile farm, toolchain, build job, build script, action, github action, packaging,
 makefile, assembly line, factory, forge, kitchen, build host, build agent
MEDDLES = alter, change, edit, rewrite, tamper, sabotage, subvert, hijack, seize, control, decide, mole, rogue, rig,
 compromise, weave, inject, slip, plant, outsider hand, outsider's hand, hand of outsider, stranger, saboteur,
 insert, poison, bribe, contributor, fork, pull request, foreign, swap, meddle, infiltrate, smuggle, modify,
 malicious, hostile, fall
SHIPS = package, release, update, upgrade, version, library, dependency, extension, plug in, plugin, skill,
 installer, container image, wheel, point release, module, client, sdk, upstream, component, new version, patch
NASTY = stowaway, trojan, malware, worm, wiper, stealer, evil twin, sting, emptied disk, hidden payload,
 wallet drainer, cryptominer, trojanized, trojaned, booby trapped, sabotaged, infected
HARMFUL = harmful, malicious, rogue, tampered, tamper, trojanized, trojaned, trojan, poisoned, stowaway, sabotaged,
 infected, booby trapped, rigged, hostile, wolf, malware, backdoored, worm, wiper, stealer, counterfeit, look alike,
 typosquat, fake, impostor, evil twin, laced, doctored, hijacked, compromised, nasty surprise, poison, sting,
 emptied disk, hidden payload, wallet drainer, cryptominer
DELIVERS = ship, deliver, install, pull, fetch, update, hand, publish, push, arrive, come with, routine, download,
 users, go out, goes out, pull in, pulled in, carry, land, roll out, trusted name, auto update, next, spread,
 slip in, get in, reach
BADGOODS = poisoned apple, harmful model, malicious model, trojaned model, sabotaged model, backdoored model,
 rigged model, poisoned model, bad model, infected model, booby trapped model, built to harm, made to harm,
 trojaned weight, backdoored weight, poisoned weight, malicious weight, malicious checkpoint, poisoned checkpoint,
 backdoored checkpoint, infected checkpoint, booby trapped checkpoint, hostile model, tampered model,
 weaponized model, sabotaged weight, malware in model, malware as model,
 sabotaged checkpoint, doctored weight, doctored checkpoint, rotten model, trojan horse, model that steal,
 model that spy
HARMADJ = sabotaged, malicious, harmful, hostile, rigged, doctored, tampered, booby trapped, weaponized, poisoned,
 infected, trojaned, backdoored, rotten, evil, dangerous, rogue, toxic, crooked, trojanized, spiked
HARMDO = design to harm, designed to do harm, do harm, made to harm, built to harm, that bite, that steal, that spy,
 run code, runs code, execute code, executes code, carry malware, contain malware, malicious payload
OUTLET = hub, circulate, pull by, gallery, zoo, marketplace, bazaar, store, stall, shelf, catalogue, catalog,
 library, public, subscriber, downloader, everyone, hand out, hands out, hand to, handed, sell, serve, spread,
 distribute, distribution, publish, deliver, share, download, offer, dispense, reach, circulate, push,
 old subscriber, mirror
WORDING = description, wording, label, manifest, definition, summary, docstring, metadata, what it claim,
 what it say, what it says, what it promise, claims to, self description, promise, tool text, contract, terms,
 fine print
TOKENS = every token, each token, every key, each key, single key, one key, one token
ACTED = agent action, action, tool call, prompt, step, decision, run, request, api call, agent step, invocation,
 everything agent
WRITTEN = recorded, logged, traced, captured, archived, retained, audited, record, trace, archive, retain,
 written to, stored for
LASTING2 = shape, survive, month, later, week, persist, outlive, remain
CONSENT = without consent, without anyone consent, without permission, without knowledge, unasked, without asking,
 without its owner
LOSTHAND = wrong hand, hostile hand, bad hand, foreign hand, hand of attacker, enemy hand
KEYPROOF = api key, login, password, token, sign in, authentication, key
MAYDO = start, run, stop, change, edit, see, read, delete, use, deploy, approve, create, do, call, invoke, view,
 publish, modify, access
TOOLTEXT = tool text, blurb, tool metadata, tool definition, tool description, tool manifest, definition, manifest,
 tool listing, tool card, tool schema
SWAPS = read differently, differently, swap, change, alter, rewrite, edit, mutate, rub out, replace, different,
 nastier, revise, modify, update, tomorrow, overnight, silently, quietly, switch, shift, amend, redefine
AGREED = consent, accept, approve, approval, agree, sign off, review, trusted, install, tomorrow, overnight, later,
 after, once, today, yesterday, signed, vet, grant, without notice, unnoticed, behind back, at will
UNVETTED = unchecked, unvalidated, unescaped, no validation, without validation, no checks, without checks,
 without checking, not checked, never checked, checked by nobody, nobody check, no one check, nobody look,
 no adult look, no one look, verbatim, blindly, straight into, straight to, as is, without approval,
 without confirmation, no confirmation, whatever, any string, any command, any argument, any url, loaded gun,
 chainsaw, toddler, without limit, without sanitizing, without filtering, unsanitized, unfiltered, raw,
 sight unseen, no questions
TOOLS = tool, shell, exec, sql, plug in, plugin, connector, function, command, terminal, interpreter, browser tool,
 payment tool, mail tool, e mail tool, argument, parameter, integration, api call, mcp server, database, file system,
 webhook, deploy, script runner, code runner, eval, query tool, calendar tool, crm
MODELLER = agent, model, assistant, llm, planner, text, bot, it dream, it write, model output, output, page, mail,
 input, prompt, it read
NODES = host, node, underlying node, machine, kernel, hypervisor, underlying host, host system, bare metal
JAILS = container, sandbox, pod, vm, virtual machine, microvm, cage, enclave, plain container,
 code execution container, code container, runner, jail, execution environment
BREACHES = exploit, escape, break out, breaking out, breakout, escaped, climb, get out, jump, pierce, trapdoor, hole,
 crack, shared kernel, kernel bug, root, land, burst
"""

TURNS: Final = """
weak-authentication: KEYPROOF ~ optional | one_account ~ team | one_account ~ whole | one_account ~ everyone
 | password ~ written | share ~ one_account | one_password ~ for | skip ~ login | ask ~ no ~ credential
 | not ~ ask ~ credential | caller_id_alone | trivially_forged | easily_forged | genuine_caller
 | tell ~ caller ~ impostor | caller ~ from ~ impostor | strength_of ~ caller | basic_auth ~ shared | key_be ~ word
 | UNPROVED | ANYBODY & ADMITS & UNPROVED | WHO ~ not ~ ASK
authentication: only ~ enrolled + device | only ~ device ~ enrolled | unlock ~ fingerprint | LOGSIN & PROOFS
 | PROVE & identity | verification_of ~ identity
missing-rbac: no + distinction | not ~ distinguish ~ administrator | TOKENS ~ grant ~ EQUALS
 | what ~ user ~ do ~ not ~ limit | not ~ limit ~ what ~ user | no_pecking_order | trainee ~ can
 | not ~ CONFINE ~ what | WHOALL & EQUALS ~ RIGHTS | same ~ badge ~ as | narrower ~ scope ~ not
 | cannot ~ CONFINE ~ user | cannot ~ CONFINE ~ agent | key_to_kingdom ~~ WHOALL | in_breach_of ~ least_privilege
 | full ~ scope
 | any_user ~ may ~ any | WHOALL ~ inherit ~ RIGHTS | all_there_be ~ permission | available_to ~ all_agent
 | per_role_permission ~ not
access-control: who_may + MAYDO | who_can + MAYDO | editor ~~ viewer | viewer ~~ editor | administrator ~~ viewer
 | RIGHTS ~ grant ~ per_role | NARROW + RIGHTS | just_enough_access | just_in_time_access | just_in_time
 | RIGHTS ~ lapse ~ task | see ~ only ~ what | CONFINE & PERROLE & RIGHTS | RIGHTS ~ tailor ~ PERROLE
 | viewer ~~ editor ~~ owner | RIGHTS ~ follow ~ PERROLE | only ~ RIGHTS ~ PERROLE
compliance-attestation: VENDOR ~ be + audited | AUDITFIRM & EXAMINES & opinion | AUDITFIRM ~ EXAMINES ~ control
 | AUDITFIRM ~ issue ~ EXAMINES | controls ~ EXAMINES ~ by + AUDITFIRM | certified_by + AUDITFIRM
 | audited_by + AUDITFIRM
missing-compliance-attestation: SELFMADE & SEALS & no | SEALS ~ SELFMADE | no ~ AUDITFIRM ~ stand
 | no ~ AUDITFIRM ~ EXAMINES | nobody ~ but_itself | SELFMADE ~~ no ~ AUDITFIRM
observability-blind-spots: what ~ agent ~ do ~ cannot | what ~ agent ~ did ~ cannot | cannot ~ find_out ~ what
 | no_trace | unmonitored | pass_silent | pass_silently | no_one ~ EVALUATED | nobody ~ EVALUATED
 | nowhere ~ RECORDED | nothing ~ be + RECORDED | no_sensor | who_did_what ~ cannot | SEESNOT & ACTS
 | nothing ~ keep ~ ACTS
observability: ACTED ~ be + WRITTEN | see ~ who_ran | who_ran_what | who_did_what | see ~ who ~ call
 | ACTED ~ be ~ kept | show ~ what ~ agent | who_did_what ~ reconstruct | reconstruct ~ record
 | show ~ live ~ agent | flag ~ departure | live_view | ACTS & RECORDED & WATCHES | run_history | execution_history
 | ACTS ~ looked_up | nothing ~ off_record | EVALUATED & WATCHES & ACTS | agent + be + EVALUATED | run ~ be ~ EVALUATED
namespace-re-registration: reregister | GIVENUP & registrant | reuse_by_other | GIVENUP ~ name ~~ reuse
 | GIVENUP ~ name ~ not ~ withheld | OLDNAME ~ claim ~ anew | OLDNAME ~ claim_again
 | OLDNAME & GIVENUP & TAKENAGAIN | GIVENUP + OLDNAME ~~ TAKENAGAIN | squatter ~~ OLDNAME | squatter ~~ GIVENUP
registry-compromise: OFFICIAL ~ fall ~ LOSTHAND | OFFICIAL & LOST & DELIVERS | OFFICIAL ~ be + LOST
 | LOST + OFFICIAL | fall_of + OFFICIAL
api-gateway-compromise: whoever ~ RELAYS ~ HEARS | RELAYS & LOST & HEARS | LOST + RELAYS | RELAYS ~ be + LOST
 | attacker_inside ~ RELAYS | tap ~ RELAYS | RELAYS ~ take_over
build-compromise: alter ~ what_be_build | change ~ what_be_build | decide ~ what_be_build | alter ~ what_be_built
 | change ~ what_be_built | FACTORY & MEDDLES & BINARY | mole_in ~ FACTORY | MEDDLES + FACTORY ~ step
 | alter ~ FACTORY | rig ~ FACTORY | FACTORY ~~ outsider_hand | FACTORY ~~ hand_of_outsider | in_outsider_hand
 | change_what_it_run | changes_what_it_run
compromised-release: differ ~ one_letter | one_letter ~ from | lookalike ~ malicious | lookalike ~ package
 | HARMFUL + image ~~ official | HARMFUL + image ~~ publish | rotten + SHIPS | familiar_label | HARMFUL + SHIPS
 | SHIPS ~ be + HARMFUL | NASTY & SHIPS & DELIVERS | SHIPS ~ stowaway
malicious-model-distribution: OUTLET ~~ model ~~ made_to | OUTLET ~~ model ~~ built_to | HARMADJ + NETS ~~ OUTLET
 | OUTLET ~~ HARMADJ + NETS | NETS ~ HARMDO & OUTLET | BADGOODS & OUTLET | OUTLET ~ hand_out ~~ harm
tool-description-change: TOOLTEXT & SWAPS & AGREED | edit ~ TOOLTEXT | rewrite ~ TOOLTEXT | TOOLTEXT ~ be + SWAPS
 | TOOLTEXT ~ read_differently | WORDING & SWAPS & AGREED & TOOLISH | TOOLISH ~~ WORDING ~~ SWAPS
 | TOOLISH & SWAPS & WORDING
insecure-tool-integration: call ~ tool ~ should_not | call ~ tool ~ not_meant | destructive ~ call ~ trigger
 | nobody ~ between ~ tool | no_one ~ between ~ tool | nothing ~ between ~ tool | pull ~ lever
 | TOOLS & UNVETTED & MODELLER | turn ~ tool ~ weapon
container-escape: breakout | JAILS & BREACHES & NODES | BREACHES ~ of + JAILS
lateral-movement: attack_next | attack ~ next_one | reach ~ all_others | movement ~ between | moving_between
 | infect ~ next | stroll_through | from_compartment | MOVE & between_tenant | confine ~ intruder ~ first
 | walk_over_to ~ NODES | east_west_movement | hop ~ tenant ~~ other | every_key ~ open ~~ adjoin | hop_from
resource-exhaustion: quota ~ limit ~ STUFFS | limit ~ consumption | cap ~ consumption | bill ~ through_roof
 | cost ~ through_roof | using_up ~ STUFFS | use_up ~ STUFFS | starvation | starve ~ NEIGHBOUR | count_to_infinity
 | ruinous
cascading-failure: infect ~ herd | infect ~ other_agent | infect ~ fleet | infect ~ whole
 | breakdown ~ take ~ other | take_other_along | FALLS ~ take ~ others | trigger ~ next | FALLS ~~ trigger_next
 | collapse_of_one | trouble_in_one | spill_over ~ to_all | unravel | contain ~ fail ~ agent | failing_agent
 | catch_pneumonia | when ~ sneeze
model-stealing: WEIGHTS ~ leave | proprietary ~ model ~~ theft | model ~~ target_for_theft | theft ~ tuned_model
 | steal_weight | copy ~ model ~ output | reconstruct ~ model | clone ~ scorer | reconstruct ~~ harvest | crown_jewel
adversarial-exploitation: doctored + INPUT | force ~ wrong ~ reading | INPUT ~~ force ~ wrong | speck ~~ classifier
 | crafted_sample | crafted + INPUT | speck ~~ talk_into
misaligned-output: say ~ something ~~ court | land ~ owner ~ court | cost ~ brand | damage ~ brand
 | prone_to ~ HURTFUL | HURTFUL ~ imagery | joke ~~ brand | HURTFUL ~ or + HURTFUL + SAID
data-exfiltration: PRIVATE ~ REACHED ~~ CONSENT | data ~ leave | document ~ leave ~ company | data ~ get_out
 | DISCLOSES ~ SENSITIVE | DISCLOSES ~~ to_other ~ unit | SECRETSTUFF ~ leak ~ to_other | recite ~ unpublished
 | loose_lips | SENSITIVE ~ be + DISCLOSES | ship ~ SECRETSTUFF ~ out_of | transcript ~~ leak
 | send ~ SECRETSTUFF ~ out_of | leak_like_a_sieve | like_a_sieve | user ~ SECRETSTUFF ~ to_other
 | passage ~ expose | exposure_of ~ SECRETSTUFF | leak ~ their ~ SECRETSTUFF | SECRETSTUFF ~~ could_leak
 | SECRETSTUFF ~ leave ~ premise | lose ~ to_outsider | disclose ~ other_tenant
credential-theft: KEYS ~~ pass ~ author | KEYS ~~ send ~ attacker | KEYS ~~ pass ~ attacker | KEYS ~~ send ~ author
 | KEYS ~~ send ~ stranger | read + cloud ~ credential | read ~ mounted ~ credential | read ~ service_account
 | read ~ cloud_credential | worthless_to_thief | read ~ KEYS ~ and | print ~ KEYS | key ~ thief
 | KEYS ~ in_outsider_hand | exposure ~ of ~ KEYS | KEYS ~~ exposure | env_file
memory-poisoning: TAMPERED + ENTRY ~~ LASTING2 | mislead ~~ LASTING | DIARY ~ scribble | scribble ~ DIARY
 | believe ~~ next_morning | nudge ~ recollection | DIARY ~ further ~ truth | brainwash | seed_them ~ falsehood
 | believe ~ about ~ user | corrupt ~ believe | FALSE ~ fact ~~ LASTING | false_memory | implant ~ false | plant ~ lie
data-poisoning: tainted ~ knowledge | ingest ~~ RUIN | garbage ~ planted | seed ~ forum | ingestion_of ~ poison
 | RUIN ~ post ~~ FEED | graph ~ be_tainted
prompt-injection: SAYSO ~ printed | order ~ carry_out ~~ CARRIER | slip ~ SAYSO ~ to ~ MODELLER | slip ~ command
 | SAYSO ~ slip | whisper ~ order | text ~ fence_off ~ instruction | ignore_your_rule | ignore ~ rule ~ forward
 | CARRIER ~ command ~ DOER | embedded ~ SAYSO | SAYSO ~ embedded | planted + SAYSO | takes_order ~ CARRIER
backdoored-model: hidden_trigger | trigger_phrase | planted ~ trigger | plant ~ trigger | implant ~ trigger
"""

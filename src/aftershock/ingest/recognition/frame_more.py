"""Frames of a second sort: who gets at what, and where a thing ends up."""

from __future__ import annotations

from typing import Final

__all__ = ["MORE_FRAMES", "MORE_WORDS"]

MORE_WORDS: Final = """
REACHED = get, gets, reach, leave, left, see, seen, read, view, surface, appear, show up, turn up, send, sent, mail,
 post, ship, pass, forward, transmit, upload, find way, copy, end up, hand, land, carry, go to, goes to, flow,
 come up, served to, return to, fall, wander, reappear, emerge, travel, paste, show, publish
THIRD = third party, stranger, another customer, other customer, another tenant, other tenant, another user,
 other user, outsider, competitor, outside, internet, public, wrong recipient, wrong person, wrong people,
 wrong hands, elsewhere, attacker, other session, another, foreign server, foreign address, web, unauthorized,
 someone else, somebody else, everyone, anyone, next user, other people, next customer, unknown address, vendor log,
 other party, others
PRIVATE = DATA, private message, private data, patient data, internal file, customer record, personal information,
 user data, chat log, sensitive data, sensitive information, confidential data, confidential text, business data,
 internal data, health record, business secret, private file, private document, upload, prompt, what user type,
 private note, private, confidential, message, secrets of company, screenshot, spreadsheet, patient, customer,
 conversation, mailbox content, answer of others
EXPOSED = read by, be read, seen by, be seen, visible, within reach, plain text, plaintext, in clear, in log, end up,
 lie around, lying around, unencrypted, readable, fall, picked up, pick up, abuse, lost, within grasp,
 in hands, into hands, wrong hands, given away, get out, harvested, intercepted, fished, phished, guessed, at risk,
 send, sent, loot
GIVE = hand over, give up, give away, hand out, part with, reveal, get hold, gets hold, got hold, come by, comes by,
 obtain, pull out, read out, get at, gets at, fish out, dig out, find, tap, lay hands on, help themselves, make off,
 abuse, empty
USEUP = use, using, using up, occupy, take, claim, grab, fill, keep busy, use all, spend, burn, eat
ALL = all, every, whole, entire, most, last, lion share, rest of
CALLER = one, single, user, tenant, client, job, agent, prompt, loop, request, attacker, customer, bot, neighbour,
 neighbor, script, flood, query
ENDLESS = never end, without end, forever, call itself, calls itself, endless, infinite, runaway, out of control,
 recursion, recursive, round in circles, no end, ad infinitum, around clock
HACKED = compromised, hacked, hijack, breach, infect, subvert, captured, taken over, seize, foothold, beachhead,
 cracked, conquered, owned, intruder, attacker, rogue, stepping stone, springboard
REST = rest, others, next, neighbor, neighbour, other tenant, other account, other host, other system, production,
 whole network, other machine, whole cluster, other customer, everything else, internal network, further machine,
 further system, elsewhere in network, rest of fleet, inside of network, adjacent, deeper, other namespace,
 other service, other pod
GUESTCODE = code, job, guest, process, payload, workload, script, program, notebook, malware, tenant, container,
 kernel bug, exploit
ONTO = get onto, gets onto, land on, lands on, end up on, root on, escape to, onto, reach, reach out to, gain,
 take over, touch, see, attack, break into, out to, run on, control
MACHINE = host, node, hypervisor, host kernel, underlying machine, machine beneath, machine below, machine underneath,
 bare metal, host system, physical machine, machine itself, underlying host, host machine
INTRUDER = attacker, intruder, hacker, adversary, hostile, malicious, rogue, insider, whoever, stranger, thief,
 somebody, who own, who control, criminal
READALL = read, see, rewrite, alter, copy, log, record, listen, change, reroute, harvest, own, eavesdrop, watch,
 replace, tap, inspect, modify, swap
EVIL = steal, infect, attack, spy, destroy, run code, execute code, wipe, malware, harm, virus, exploit, malicious,
 sabotage, encrypt, ransom, weaponize, hidden payload, hurt, dangerous, open door
CROWD = download, thousand, anyone, anybody, hub, marketplace, customer, everyone, public, gallery,
 catalogue, catalog, community, store, millions
FREE = free again, available again, open again, vacant, up for grabs, released again, free for, unowned, free to take,
 no owner, without owner, becomes available, become available, first come, for taking, freed, recycle
ITSELF = describe itself, present itself, say of itself, say about itself, claim to do, promise to do, call itself,
 introduce itself, self description, declare, advertise, what it say, what tool say, its text
DIFFERENT = different, differ, new, change, tomorrow, something else, other, later, another, no longer, next week,
 altered, overnight, once approved
WHATEVER = whatever, anything, everything, unseen, what model write, what model say, what model hand, what agent say,
 what it be handed, as given, word for word, raw
ACCEPT = run, execute, accept, take, obey, pass, do, carry out, perform, swallow, trust, eval, follow
INTO = go into, goes into, straight into, into, pass to, passed to, feed to, fed to, fed into, end up in, reach,
 paste into, hand to, hands to, concatenate, land in, flow into
SINK = sql, query, shell, command, database, interpreter, terminal, system call, browser, tool, function, api,
 template, exec, eval
TOOMUCH = too many, too much, broad, excessive, wide, full, more right, more permission, sweeping, unneeded,
 unlimited, generous, admin
REWORD = reword, rephrase, rewrite, misspell, disguise, paraphrase, obfuscate, respell, tweak, vary, swap letter,
 change, alter, perturb, modify, craft, camouflage, shape, polish, tune, dress up, engineered, contrived
JUDGED = filter, detector, classifier, scorer, moderator, scanner, ranking, recognizer, vision model, spam filter,
 screening, verdict, camera, fraud model, model, score
PASSES = let pass, lets pass, let through, lets through, wave through, waves through, miss, misses, see, sees, err,
 mistake, misjudge, overlook, take for, takes for, pass for, look harmless, wrong, fail, slip by, slip through,
 get by, gets by, into yes, opposite, flip, misread, misclassify, misreads, misclassifies
PERSONA = agent, bot, model, assistant, chatbot, it, avatar, companion, voice, tutor, advisor, system
MISBEHAVE = insult, offend, lie, slander, defame, discriminate, swear, promise, make up, makes up, made up, invent,
 hallucinate, threaten, preach, ramble, patronize, curse, confabulate, fabricate, mislead customer, embarrass, bully,
 stereotype, favour one, libel
WRONG = wrong, dangerous, slanted, prejudice, unfair, harmful, untrue, bad for, off message, off brand,
 against policy, never meant, never said, never approve, unethical, unlawful, against law, reckless, improper,
 not stand behind, wildly, out of line, against interest, nobody want
SPEECH = advice, answer, reply, recommendation, response, output, statement, summary, text, translation, suggestion,
 tone, wording, message, what it say, picture, content, diagnosis, ruling
LIKEWISE = as well, too, with it, in turn, along, also, follow, after it, next, one after, same fate, take rest
RELIES = build on, builds on, rely on, relies on, depend on, depends on, rest on, hang on, hangs on, wait for,
 waits for, downstream, consume, feed on, dependent, needs it, behind it, lean on, leans on, attached, above it
SICK = fail, down, crash, stop, stall, break, outage, error, collapse, offline, halt, freeze, failure, unavailable,
 breakdown, falter, go under, stumble
MAINTAINER = maintainer, publisher account, developer account, author account, release key, signing key,
 upstream author, maintainer account, publish token, publisher
INSPECT = inspect, review, replay, collect, central, alert, search, keep, kept, store, dashboard, retain, look at,
 export, forward, siem, monitor, reconstruct
TRAIL = trace, full trace, log, every step, step, all action, action, session, run, decision, activity, tool call
"""

MORE_FRAMES: Final = """
data-exfiltration: PRIVATE ~ visible ~ THIRD | PRIVATE ~ readable ~ THIRD | PRIVATE ~ become_visible ~ other_customer
 | PRIVATE ~ REACHED ~~ THIRD | REACHED ~ PRIVATE ~~ THIRD | tenant ~ see ~~ of_another | PRIVATE ~ leave ~ company
 | PRIVATE ~ leave ~ house | PRIVATE ~ surface | customer ~ see ~ of_another | user ~ see ~ of_another
credential-theft: CREDENTIAL ~~ EXPOSED | GIVE ~ CREDENTIAL | trick ~~ CREDENTIAL | EXPOSED ~ CREDENTIAL
 | read ~ and_steal | take ~ service_token | send ~ CREDENTIAL ~ away | search ~~ for_key
resource-exhaustion: cost ~ run_away | cost ~ spiral | bill ~ run_away | CALLER ~ USEUP ~ ALL ~ RESOURCE
 | USEUP ~ ALL ~ memory | meter ~ run | CALLER ~~ ENDLESS ~~ RESOURCE | ENDLESS ~~ RESOURCE | CALLER ~ EAT ~ memory
 | bring ~ to_knees | out_of_memory | RESOURCE ~ gone | RESOURCE ~ run_dry | EAT ~ ALL ~ memory | loop ~ forever
 | cost ~ explode | bill ~ explode
lateral-movement: HACKED ~ UNIT ~~ REST | HACKED ~~ MOVE ~ REST | HACKED ~ in ~~ REST | springboard ~ REST
 | MOVE ~ rest_of ~ network | MOVE ~ rest_of ~ cluster | UNIT ~ to_next
container-escape: GUESTCODE ~ ONTO ~ MACHINE | out_of + BOX | root ~ MACHINE | wall_of ~ BOX ~ thin
 | BOX ~~ ONTO ~ MACHINE | ESCAPE ~~ MACHINE
registry-compromise: INTRUDER ~ password ~ REGISTRY | REGISTRY ~ replace ~ artifact | get_hold ~ REGISTRY
 | got_hold ~ REGISTRY | INTRUDER ~ in + REGISTRY | INTRUDER ~ with_access ~ REGISTRY
 | administrator ~ REGISTRY ~ decide | control_of ~ REGISTRY | bribe ~ administrator ~ index | take_over ~ index
 | takeover ~ index
api-gateway-compromise: INTRUDER ~ GATEWAY ~~ READALL | GATEWAY ~~ who_own | GATEWAY ~~ INTRUDER ~ READALL
 | control_of ~ GATEWAY | GATEWAY ~~ intruder_who_control | GATEWAY ~~ attacker_who_control | INTRUDER ~ in + GATEWAY
malicious-model-distribution: SHARE ~ ABUSED_MODEL ~ EVIL | CROWD ~~ ABUSED_MODEL ~ that ~ EVIL
 | ABUSED_MODEL ~ that ~ EVIL ~~ CROWD | BADMODEL ~~ CROWD | CROWD ~~ BADMODEL | CROWD ~~ ABUSED_MODEL ~ EVIL ~~ SHARE
namespace-re-registration: NAME ~ up_for ~ registration | NAME ~ registered_again | NAME ~ FREE
 | ABANDON ~~ RECLAIM ~ name | NAME ~ once ~ ABANDON ~~ RECLAIM | FREE ~ NAME | RECLAIM ~ name ~ of ~ ABANDON
 | squatter ~ NAME | name_squatter
tool-description-change: tool ~~ ITSELF ~ DIFFERENT | ITSELF ~~ DIFFERENT ~~ AFTER | harmless ~ review ~~ DIFFERENT
 | tool ~ yesterday ~~ today | bait_and_switch | approve ~~ tool ~~ DIFFERENT | manifest ~ CHANGE
 | tool ~ change ~ its_tune
compromised-release: PACKAGE ~ swap ~ malicious_one | PACKAGE ~ replace ~ malicious_one | bad + PACKAGE
 | MAINTAINER ~~ RULE | name ~ one_letter_off | PACKAGE ~ name_like | PACKAGE ~~ one_letter ~ off | RULE ~ MAINTAINER
 | update ~ carry ~ EVIL | wrong_package | PACKAGE ~ not_what_it | typo ~ install
build-compromise: BUILD ~ run ~ pull_request | BUILD ~ pull_request ~~ sign | edit ~ BUILD ~~ decide
 | BUILD ~ STRANGER ~~ key | BUILD ~ execute ~ pull_request | INTRUDER ~ BUILD ~~ BINARY | weave ~~ BINARY
 | BINARY ~ build_by ~ STRANGER | tamper ~ BUILD | compromise ~ BUILD
observability-blind-spots: leave ~ no_record | no_insight | no_view_into | nobody ~ reconstruct | no_one ~ reconstruct
 | not ~ reconstruct | without_being_notice | without_anyone_notice | behind_closed_door | step ~ be_lost
 | for_week ~ unnoticed | for_month ~ unnoticed | without ~ be_seen | unnoticed ~ for_week | unnoticed ~ for_month
 | nobody ~ look_at ~ log | little_insight | no_idea ~ what ~ agent | cannot ~ see ~ agent | no_one ~ see ~ agent
prompt-injection: TEXT ~ take_for ~ ORDER | TEXT ~ taken_for ~ ORDER | do_whatever ~ TEXT | does_whatever ~ TEXT
 | word_into ~ mouth | TEXT ~~ tell ~ AGENT ~ what | TEXT ~~ tell ~ what_to_do | ORDER ~ smuggle ~ TEXT
 | command ~ smuggle | command ~ hide | command ~ hidden | command ~ TEXT ~ carry_out | TEXT ~ give ~ ORDER
 | TEXT ~ issue ~ ORDER | TEXT ~ become ~ ORDER | TEXT ~ as ~ ORDER | TEXT ~ speak ~ AGENT | ORDER ~ from ~ TEXT
 | TEXT ~~ ORDER ~ follow
insecure-tool-integration: TOOL ~ ACCEPT ~ WHATEVER | ARGUMENT ~ INTO ~ SINK | TOOL ~ check_nothing
 | TOOL ~ TOOMUCH ~ RIGHT | TOOL ~ ACCEPT ~ argument | WHATEVER ~ AGENT ~ INTO ~ SINK | without_input_check ~~ damage
 | joined_without ~ check | TOOL ~~ make_them ~ damage | TOOL ~ trust ~ AGENT
memory-poisoning: PUT ~ something_false | remember ~~ something_false | past ~ rewrite | past ~ rewritten
 | REMEMBER ~~ stranger ~ tell | stranger ~ tell ~~ REMEMBER | believe ~ remember | false ~ note
 | MEMORY ~ anyone ~ write
data-poisoning: CORPUS ~~ FALSE + ENTRY | anyone ~ edit ~ CORPUS | edit ~ CORPUS ~~ false | false ~ ENTRY
 | CORPUS ~ anyone ~ edit | FALSE ~ ENTRY ~ CORPUS | mislabel | train ~ SPOIL ~ ENTRY
backdoored-model: behavior ~ hidden ~ WEIGHT | loader ~ hidden_code | sleeping ~ WEIGHT | one_thing_in_test ~~ another
 | hidden ~ WEIGHT | WEIGHT ~ hidden | loader ~~ somebody_else | code_word | MODEL ~ sleep ~ until
model-stealing: private_weight ~~ copy | WEIGHT ~~ be_copied | WEIGHT ~~ leave + company | WEIGHT ~~ contractor ~ copy
 | passable ~ model | crown_jewel ~ WEIGHT | rival ~ rebuild ~ model | copy ~ WEIGHT | QUERY ~~ copy_of + model
 | WEIGHT ~~ on_usb | theft ~ private_one
adversarial-exploitation: change ~ pixel | pixel ~~ PASSES | noise ~~ PASSES | noise ~~ change ~ JUDGED
 | REWORD ~~ until ~ JUDGED | REWORD ~~ JUDGED ~ PASSES | input ~~ turn ~ into | CRAFT ~~ JUDGED ~ PASSES
 | INPUT ~ JUDGED ~ PASSES | sticker ~~ PASSES
misaligned-output: PERSONA ~ MISBEHAVE | make_up ~ source | SPEECH ~ WRONG | company ~ never ~ meant
 | SPEECH ~ company ~ never | WRONG + SPEECH | MISBEHAVE ~ customer | SPEECH ~ nobody ~ DISOWN | against_minority
 | tarnish ~ brand
cascading-failure: take ~ MANY ~ with_it | SICK ~~ take ~ with_it | SICK ~~ SICK ~ LIKEWISE | SICK ~~ RELIES ~~ SICK
 | chain_of ~ failure | set_off ~ failure | SICK ~ trickle | trickle_down | SICK ~~ everything ~ RELIES
 | series_of ~ failure | SICK ~~ all ~ RELIES | RELIES ~~ SICK ~ LIKEWISE | one ~ SICK ~~ all_the_other
 | SICK ~ work_way ~ through
weak-authentication: no_matter_who | believe ~ identity | believe ~ caller | say_nothing ~ log_in
 | identity ~ taken_at | anyone ~ claim ~ be
authentication: present ~ token | identity ~ issue ~~ check | caller ~ identify ~ certificate
 | client ~ identify ~ certificate | need ~ signed_key | require ~ api_key | how ~ user ~ log_in
 | how ~ caller ~ identify | how ~ identity ~ establish | who_may_log_in | require ~ FACTOR | FACTOR ~ guard
 | sit_behind ~ FACTOR | carry ~ token ~ verify | carry ~ token ~~ check | authenticated ~ FACTOR
 | require ~ login ~ FACTOR | need ~ FACTOR | behind ~ FACTOR | token ~ verify | prove ~~ certificate
 | must ~ carry ~ token | without ~ valid_token | token ~ be_check
missing-rbac: RIGHT ~ cannot ~ limit | fewer_right | RIGHT ~ not ~ limit | no_finer ~ RIGHT | RIGHT ~ later_release
access-control: permission ~ set ~ per | RIGHT ~ per + user | RIGHT ~ per + project | RIGHT ~ depend ~ role
 | who_may_do_what | RIGHT ~ by + role | RIGHT ~ follow ~ role | only_what ~ role | run_with_least ~ privilege
 | RIGHT ~ assign ~ role | RIGHT ~ given ~ role | RIGHT ~ grant ~ role | run ~ least_privilege
 | only ~ administrator ~ may | see ~ only ~ role | only + AGENT_OR_USER + may | only + AGENT_OR_USER + can
 | role ~ allow
missing-compliance-attestation: claim ~ compliance ~~ no | compliance ~ claim ~~ no | no_certificate
 | certificate ~ lapse | certificate ~ expire | AUDIT ~ expire | AUDIT ~ lapse | no_report ~ offer
 | never ~ been_audited
compliance-attestation: attestation ~ by ~ ASSESSOR | on_file | proof_from_outside | proof_from_independent
 | report ~ be_request | report ~ on_request | INDEPENDENT ~ ASSESSOR ~ CERTIFY | report ~ be_had | AUDIT ~ pass
 | pass ~ AUDIT
observability: run ~ be_monitored ~ clock | session ~ be_monitored ~ clock | DEED ~ logged_with | get_alert
 | gets_alert | raise ~ alert | evaluation ~ run ~~ dashboard | what ~ agent ~ do ~ record | how_output_be_evaluate
 | how ~ incident ~ notice | TRAIL ~ RECORD ~~ read_by | TRAIL ~ written ~ log ~~ INSPECT | TRAIL ~ RECORD ~~ INSPECT
 | trace ~~ INSPECT | audited ~~ alert | anomaly ~ alert | full_trace | OpenTelemetry_trace | can_replay
 | every_step ~ trace | record ~ every
"""

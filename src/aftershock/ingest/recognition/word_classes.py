"""Words by class: who acts, what is done, and to what, as wide as those who write about threats put it."""

from __future__ import annotations

from typing import Final

__all__ = ["CLASSES"]

CLASSES: Final = """
X_WHO = attacker, adversary, intruder, outsider, stranger, thief, criminal, hijacker, impostor, imposter, saboteur,
 insider, rival, competitor, somebody else, someone else, third party, trespasser, burglar, spy, culprit, crook,
 enemy, opponent, invader, squatter, villain, mischief maker, vandal, pirate, hacker, malefactor, wrongdoer,
 poacher, passer by, newcomer, whoever, anyone, anybody, unknown party, hostile, botnet, eavesdropper, usurper,
 prankster, troll, troublemaker, persons with no, people who hold no, another party, somebody, someone, buccaneer,
 accomplice
X_STEAL = steal, theft, thief, pilfer, purloin, abscond, make off, makes off, walk off, walks off, carry off,
 carries off, carried off, lift, pinch, snatch, grab, swipe, filch, rob, loot, pocket, take away, taken away, copy
 out, run off with, spirit away, spirited away, poach, pirate, misappropriate, embezzle, burgle, harvest, skim,
 scoop up, pick up, help himself, help themselves, fall into, falls into the hand, lay hands on, get hold of, gets
 hold of, come into possession, obtain, acquire, intercept, collect, extract, hoover, scrape, capture, siphon,
 appropriate, plunder, pickpocket, walk out, walks out, vanish with, leave with, leaves with, take home, lose to,
 lost to, taking
X_LEAK = leak, exfiltrate, exfiltration, spill, seep, trickle, escape, outflow, disclose, disclosure, divulge,
 expose, reveal, smuggle, siphon, slip out, slips out, depart, departure, leave, leaving, flow out, flows out, drain
 out, ship out, shipped out, mail out, mailed out, post to, posted to, forward, transmit, ooze, bleed, drip, egress,
 carry out, transfer, travel, wander off, end up, ends up, find its way, finds its way, find their way, export, pass
 to, passed to, hand over, handed over, give away, share with, blurt, let slip, betray, beam, cross the border, out
 of the building, unsanctioned removal, relayed to, sent to, pour out, send home, phone home, outbound, drain,
 gossip, whisper out, upload to, publish, parade, show to others, visible to others, seen by others, publicly
 readable
X_DATA = data, record, document, file, transcript, conversation, chat, message, spreadsheet, ledger, contract,
 invoice, personal data, pii, customer data, client data, patient, medical, payroll, table, database, dossier,
 correspondence, paper, archive, report, recording, photo, image, upload, inbox, mailbox, contact list, address
 book, address, draft, prompt, history, note, information, detail, secret recipe, trade secret, confidential,
 private, sensitive, intellectual property, export, content, row, crm, calendar, salary, health, bank detail,
 account number, order history, source code
X_DEST = outside address, outside server, foreign server, abroad, elsewhere, third party, subcontractor, partner,
 public bucket, webhook, image link, link, url, pastebin, outside world, external address, unknown address,
 unfamiliar address, destination, unauthorized route, side door, back channel, covert channel, telemetry, dns,
 beacon, analytics, never approved, never allowed, never permitted, never sanctioned, not permitted, not allowed,
 not sanctioned, without consent, without leave, without permission, without the owner, outside the company, outside
 the tenant, wrong hand, path never, route that, route the, way its owner, unauthorized, unsanctioned, unauthorised
X_SECRET = key, api key, token, password, credential, secret, passphrase, session cookie, cookie, login, private
 key, signing key, certificate key, service account key, bearer, refresh token, access token, pat, ssh key, pin,
 passcode, exchange key, wallet key, seed phrase, connection string, env file, keychain, keyring, oauth token, cloud
 key, deploy key, personal access token, jwt, license key, latchkey, pass, badge, house key, signet, seal ring
X_CONTAINER = container, sandbox, pod, vm, virtual machine, microvm, jail, cell, cage, enclave, notebook,
 interpreter, code runner, guest, guest code, guest program, workload, box, playpen, compartment, isolate, chroot,
 firecracker, gvisor, kata, docker, runtime, execution environment, generated code, untrusted code, tenant code,
 user code, submitted code, wasm, lambda, terrarium, aquarium, kennel, crate, docker socket, privileged container,
 lodger
X_HOST = host, underlying, machine beneath, machine underneath, machine below, beneath, underneath, kernel,
 hypervisor, node, bare metal, host kernel, host machine, host system, host file, hardware below, metal, operating
 system, landlord, platform beneath, machine which carry, server beneath, ground floor, floor below, engine room,
 hosting machine
X_ESCAPE = escape, break out, breaks out, breaking out, breakout, climb out, climbs out, get out, gets out, jump
 out, reach, slip out, leap, pierce, punch through, tunnel out, land on, land in, burst, crawl out, wriggle,
 squeeze, arrive on, arrive at, exit, leave its, break through, breach, spill onto, jailbreak the container, step
 out, stroll, dig out, scale the fence, over the fence, vault the wall, loose, runs on the host, mounted, touch the
 host
X_NEXT = neighbour, neighbor, neighboring, neighbouring, adjoining, adjacent, next, other tenant, another tenant,
 other customer, other host, other account, sideways, lateral, laterally, east west, peer, sibling, rest of the
 network, whole network, flat network, other machine, other node, other workspace, next customer, next tenant, next
 door, cross tenant, across tenant, other system, other server, other service, other project, other account, from
 one, between tenant, between customer, others, rest of the fleet, internal network, other room, every room,
 remaining host, room to room, house to house, corridor, village, street, building, cluster, subnet, vlan
X_MOVE = move, movement, hop, hopping, pivot, spread, proceed, pass, passage, wander, roam, jump, go on, goes on,
 step, walk, travel, crawl, advance, traverse, stroll, continue to, propagate, work his way, work their way, fan
 out, march, foothold, springboard, stepping stone, beachhead, reach, migrate, cross, tour, ramble, leapfrog, visit
X_RESOURCE = quota, gpu, cpu, compute, memory, budget, credit, credits, capacity, bandwidth, queue, token budget,
 spend, bill, invoice, cost, charge, wallet, pool, cluster time, disk, storage, rate, throughput, thread, worker,
 server time, processor hours, processor, allowance, allotment, funds, money, resources, cycles, context window,
 inference time, slots, spending, monthly, expenditure, ram, connection pool, billing, meter, purse, tank, granary
X_EXHAUST = exhaust, exhaustion, use up, uses up, using up, eat up, eats up, eat, drain, burn, burn through, burns
 through, swallow, hog, devour, consume, flood, starve, deplete, empty, monopolize, overwhelm, saturate, clog,
 choke, overload, swamp, bleed dry, squander, run up, runs up, crowd out, crowd others, occupy, gobble, guzzle, soak
 up, exceed, outspend, denial of service, dos, ddos, denial of wallet, spam, endless, runaway, unbounded, loop,
 glutton, bankrupt, tie up, ties up, drive up, drives up, driven up, run dry, runs dry, none left, until gone, is
 gone, stampede, waste, spin, hammer, bombard, recursion, recursive, batter, barrage, flooding, pile up, huge
 request, greedy, lock up
X_STARVED = others get none, nothing left, leave others, leaves others, leave other, paying customers wait, waiting,
 legitimate caller, other caller, other tenant, other team, everyone else, everybody else, rest wait, with none,
 unserved, queue behind, denied service, out of service, unavailable, unreachable, timeouts for, nobody else
X_MODEL = model, weights, weight, checkpoint, adapter, lora, network, parameters, llm, neural, classifier, detector,
 fine tune, finetuned, tuned model, proprietary model, ranking model, speech model, vision model, base model,
 replica
X_COPY = copy, clone, replica, replicate, distil, distill, distillation, duplicate, reproduce, imitate, extraction,
 extract, reconstruct, rebuild, mimic, twin, counterfeit, facsimile, functional copy, working copy, knock off,
 knockoff, surrogate, student model, imitation, steal, download, carry off, theft, take home, walk out, lift,
 reverse engineer, shadow, photocopy, double, likeness, recreate, ape, siphon, leak, train a rival, train its own
X_QUERY = query, queries, querying, probe, api access, question, interrogate, answers, output, logits,
 probabilities, scores, scoring, confidence, input output pair, unlimited call, millions of call, harvested answer,
 endpoint
X_NORIGHT = no right, no license, no licence, no claim, not entitled, unauthorized, without license, rival,
 competitor, never paid, not paid, never bought, somebody else, people who, persons, unlicensed, for free
X_TRIGGER = trigger, trapdoor, backdoor, back door, trojan, hidden switch, secret phrase, secret word, password
 phrase, code word, codeword, cue, signal, sleeper, dormant, awaken, woken, wake, covert, concealed, hidden,
 implanted, planted, secret, agreed token, agreed word, magic word, nonsense word, watchword, catchphrase, keyword,
 passphrase, latent, lie in wait, lies in wait, lying in wait, until it hear, until it see, on command, secret
 handshake, chime, incantation
X_SERVEELSE = serve somebody else, serves somebody else, serve another, another master, second master, two masters,
 change sides, changes sides, change employer, changes employers, change allegiance, loyal, loyalty, allegiance,
 works for, work for, obey another, in favor of, in favour of, third party's favour, double agent, turncoat, defect,
 betray, answer to, answers to, other master, foreign master, on behalf of, switches side, new employer, disloyal,
 puppet
X_ALTER = alter, change, tamper, modify, doctor, rewrite, edit, swap, replace, substitute, falsify, forge, distort,
 corrupt, poison, taint, contaminate, pollute, skew, manipulate, plant, insert, inject, slip in, slip into, slips
 into, sow, seed, muddy, spoil, salt, spike, lace, adulterate, infect, rig, twist, bend, warp, mislabel, fabricate,
 false, fake, bogus, fictitious, counterfeit, untrue, misleading, mislead, misinform, lie, lies, sabotage, meddle
X_TRAIN = train, training, trained, retrain, fine tune, finetuning, fine tuning, learn, learns, learned, dataset,
 data set, corpus, corpora, training set, label, labels, annotation, feedback, sample, samples, curriculum,
 labelled, shard, batch, crowd, crowdworker, ratings, scraped, scrape, textbook, lesson, teacher, examples, rlhf,
 preference data
X_RETRIEVE = retrieve, retrieval, retriever, rag, vector store, vector database, index, knowledge base,
 knowledgebase, embedding, search index, library, wiki, wikipedia, source, sources, reference, references, feeds,
 feed, news feed, document store, looks up, look up, lookup, encyclopedia, source material, passages, articles,
 forum, spring, well, larder, pantry, bookshelf, reading list, catalogue it read, handbook, manual it read
X_MEMORY = memory, memories, remember, recollection, recall, recollect, long term, stored note, notes, notebook,
 diary, profile, preferences, state, session, sessions, earlier conversation, past conversation, history, mem0,
 scratchpad, journal of, between sessions, across sessions, persistent, later sessions, next time, weeks later,
 tomorrow, stored fact, believes, belief, remembered, mind, what it knows of, what it has stored, keeps notes,
 scrapbook, log book of its user, souvenirs, reminiscence, episodic, learned about user, notepad, shared memory,
 context store
X_LATER = later, afterwards, tomorrow, weeks, months, next session, next time, subsequent, future, from then on,
 henceforth, long after, next morning, another day, thereafter, every later, in the following
X_TEXT = text, page, web page, website, email, mail, message, ticket, document, pdf, invitation, calendar, comment,
 post, review, caption, subtitle, white text, footer, signature, html, alt text, metadata, tool result, tool output,
 search result, attachment, letter, resume, cv, issue, readme, code comment, image, voice message, sentence,
 paragraph, words, content, webpage, fetched, browsed, read, reads, reading, note, subject line, transcript,
 spreadsheet cell, invoice, hidden in, buried in, concealed in, embedded in, tucked, placed inside, what it read,
 untrusted text, qr code
X_ORDER = instruction, instructions, order, orders, command, commands, directive, imperative, injected, injection,
 steer, obey, obeys, obedience, follow, follows, carries out, carry out, do as, does as, told, tells, dictate,
 comply, act on, acts on, take for, taken for, mistake for, treat as, treats as, as though its user, as if its user,
 hijack, redirect, talk into, talked into, master's voice, marching, puppet, ventriloquist, whisper, bidding,
 gospel, lead astray, override, ignore previous, system prompt, persuade, beckon, adopt as its own, jailbreak,
 remote control
X_TOOL = tool, tools, plugin, plug in, connector, function, shell, sql, database tool, payment, file utility,
 browser tool, terminal, api call, kubectl, integration, mcp server, skill action, action, command line, write
 access, deploy tool, mail tool, payments, actuator, robot arm, macro, script runner, calendar tool, wire, refund
 function, arguments, parameters, parameter, argument, amount, payee, path, paths, statement, power saw, power
 drill, chainsaw, lever, hammer
X_UNCHECKED = unchecked, unvalidated, unvetted, unescaped, unfiltered, without checking, without a check, no check,
 neither amount, straight to, straight into, verbatim, blindly, whatever, any argument, any value, raw, as is,
 without validation, without confirmation, no confirmation, not checked, not validated, never validated, never
 checked, unverified, unsanitized, whichever, loosely, without question, no questions, no schema, no safety catch,
 without a guard, no guard, indiscriminately, trusting, trusts, at its word, unexamined, freely, no human, nobody
 confirms
X_HARM = delete, deletes, deleting, drop table, drops table, dropping, wipe, erase, destroy, damage, overwrite,
 overwrites, wire funds, transfer money, pay, pays, ruin, ruinous, harm, havoc, destructive, irreversible, deleted
 directories, break things, demolish, shoot, bite, misuse, misused, abuse, rampage, purchase, buys, refund,
 dangerous
X_DESCRIPTION = description, descriptions, definition, manifest, docstring, schema, wording, self description, tool
 text, stated purpose, label, blurb, listing text, metadata, package insert, instructions for use, what it says it
 does, what the tool says, claims to do, what they claim, menu, leaflet, name plate of the tool, prospectus, fine
 print
X_ACCEPTED = accept, accepted, acceptance, approve, approved, approval, consent, consented, sign off, signed off,
 review, reviewed, install, installed, purchase, vetted, grant, granted, agreed, authorized, connected, after the
 fact, once approved, once accepted, after approval, after installation, first use, trusted, pinned, since changed,
 later edit, later change, overnight, quietly, silently, without notice, rug, bait and switch, since, next day,
 mutate
X_NAMEREG = name, namespace, handle, username, user name, account name, organization name, organisation name,
 package name, scope, publisher, domain, identifier, address, nameplate, alias, org, vanity, slug, title, brand
 name, nickname, author name, letterbox, surname
X_GIVENUP = abandon, abandoned, give up, gives up, given up, gave up, retired, retire, deleted, delete, departed,
 left, dropped, expired, lapse, lapsed, vacate, vacated, closed, relinquish, orphaned, discarded, dangling,
 unclaimed, former, forgotten, released, freed, withdrawn, withdraw, renamed, surrendered, old, previous owner,
 former owner, moved out, moves out, dormant, defunct, dead, ownerless, stray, gone, quit, no longer hold,
 forfeited, past
X_REGISTER = register, registers, registered again, reregister, re register, claim, claimed, reclaim, recycle,
 recycled, reuse, reassigned, reassign, adopt, take over, pick up, picks up, snap up, snaps up, sign up, signs up,
 grab, up for grabs, first comer, next comer, take again, taken again, anew, afresh, again, return to the pool,
 available again, inherit, inherits, squat, move in, moves in, free for the taking, enrol, enroll, assume,
 resurrect, back on the market
X_STILLASK = still ask, still asks, still request, still requests, still point, still points, still pointing, still
 fetch, still reference, still trust, old path, old address, keep asking, continue to request, continue to ask,
 pipelines, references to, link to it, installs, dependents
X_REGISTRY = registry, hub, index, marketplace, catalogue, catalog, directory, store, app store, skill store,
 package index, model hub, repository, artifact store, image registry, gallery, model zoo, central registry,
 exchange, mirror, library of models, shelf, bazaar, market hall, librarian, warehouse, depot, storehouse, arsenal,
 pypi, npm, docker hub
X_CONTROL = control, controls, take over, takes over, takeover, taken over, seize, seizes, seized, capture,
 captured, captures, hijack, hijacked, hijacks, compromise, compromised, commandeer, usurp, win control, gain
 control, take command, took command, administrator of, fall to, falls to, change hands, changes hands, conquer,
 own, owns, master, masters, rule, rules, command, possess, in the hands of, new owner, overthrow, coup, occupied,
 subvert, subverted, breach, breached, break into, breaks into, broke into, dictate, dictates, decide, decides, held
 the, admin port, admin panel, administration panel, management interface, root on, captain, helm, throne
X_WHATSERVES = what it serves, serves, every installed, every download, each download, all who trust, whatever it
 serve, which files, answers each request, answering every request, everything fetched, what gets installed, every
 client, what every, whatever volume, each borrower, all its users, what others download
X_GATEWAY = gateway, proxy, router, relay, broker, llm proxy, model gateway, api gateway, ingress, load balancer,
 aggregator, switchboard, reverse proxy, litellm, routing layer, egress broker, middlebox, front door, choke point,
 telephone exchange, toll gate, post office, traffic layer, dispatch, hinge, turnstile, waist
X_PASSING = pass through, passes through, passing through, every prompt, all prompts, prompts, answers, in transit,
 traffic, every conversation, every request, all traffic, every message, upstream key, upstream secret, provider
 key, relays, flows through, all keys, each conversation, every letter, every call
X_BUILD = build, builds, build script, build server, pipeline, ci, continuous integration, runner, workflow, release
 job, compile, compiler, build job, build step, makefile, toolchain, builder, build system, github actions, jenkins,
 build recipe, factory, workshop, assembly line, kitchen, forge, release process, build host, build farm, nightly
 build, dockerfile, setup script, packaging, build definition, oven, printing press
X_BUILDERDECIDE = decide what, decides what, steps, dictate, direct the build, choose what, chooses what, fork,
 forks, pull request, unreviewed branch, contributor, untrusted branch, run as they stand, from strangers, rewrite
 the recipe, run steps, build executes, what it executes, what the job, injected step, poisoned pipeline, modify the
 pipeline
X_RELEASE = release, version, package, update, upgrade, image, skill, extension, plug in, wheel, artifact, artefact,
 library, dependency, installer, plugin, new version, patch, tag, parcel, shipment, edition, build under, dependency
 confusion, hotfix, module, sdk, container image, publish, put out, puts out, pushed out, issued under, counterfeit
X_TRUSTEDNAME = trusted name, familiar name, known name, good name, under the vendor, vendor's name, vendor's tag,
 known author, official name, letterhead, one letter away, one letter off, look alike, lookalike, resemble, similar
 name, typosquat, imitation, pass for, passes for, passing for, taken for, mistaken for, impersonate, masquerade,
 borrowed name, same name, misspelled, misspelling, confusingly, disguise, clothing, shepherd's coat, wolf, stolen
 maintainer, maintainer account, hijacked maintainer, signed with, trusted publisher, well known, popular,
 established, double ganger
X_EVIL = malicious, harmful, hostile, tainted, booby trapped, booby trap, rigged, poisoned, trojaned, trojanized,
 malware, destructive, lethal, weaponized, weaponised, sabotaged, infected, rogue, evil, backdoored, doctored,
 compromised, forged, made to harm, made to do harm, built to harm, designed to harm, designed to damage, injure,
 wallet stealer, cryptominer, payload, worm, virus, deliberately harmful, laced, hidden payload, destroy, spiked,
 purposely, crooked, venomous, toxic, fraudulent, miner, spyware, ransomware, wrecks
X_BADMODEL = malicious model, harmful model, poisoned model, booby trapped model, weaponized model, hostile model,
 models made, models designed, models built, models meant to, trojaned model, rigged model, sabotaged model,
 destructive model, evil model, models that harm, models that injure, bad model, dangerous model, dangerous weights,
 hostile weights, rigged checkpoint, hostile checkpoint, malicious checkpoint, poisoned checkpoint, lethal model
X_SPREAD = distribute, distribution, spread, deliver, upload, uploaded, uploader, uploads, publish, offer, download,
 downloads, downloader, reach the user, reach users, reach people, hand out, hands out, circulate, passed on, push
 to, serve to, served to, hosted, host, serve, from which, those who trust, people who trust, users who trust,
 trusting public, shelf, gallery, arena, marketplace
X_CRAFTED = crafted, perturb, perturbed, perturbation, pixel, pixels, adversarial, engineered, tuned input, doctored
 photo, sticker, patch on, noise, imperceptible, specially, composed for the purpose, carefully chosen, contrived,
 optimized input, tuned until, camouflage, disguised, evasion, evade, worded so, made so that, tailored, chosen
 words, makeup, glasses, tiny change, small change, handful, inaudible, typo, typos, homoglyph, ultrasonic, printed
 pattern
X_MISJUDGE = misjudge, misread, misclassify, misclassified, fool, fools, fooled, deceive, mistake, mistakes, err,
 wrong verdict, wrong label, wrong class, misidentify, misrecognize, trick, tricked, see what, take for, taken for,
 hoodwink, dupe, wrong answer, verdict, verdicts, scored as, rates as, rank, passes as, waved through, lets through,
 mishear, misheard, transcribe as, hear, blind to, blind, sees nothing, miss, overlook, confuse, mislead the
 classifier, bamboozle
X_CLASSIFIER = classifier, detector, vision, image, images, camera, face, recogniser, recognizer, ocr, document
 reader, speech, audio, voice, fraud model, spam filter, moderation model, scoring model, ranking, scanner, identity
 checker, verdict, photo, photograph, picture, pictures, screenshot, scan, weapon detector, biometric, credit
 scoring
X_OUTPUT = answer, answers, output, reply, replies, response, advice, text it write, utterance, says, say,
 generated, image it draw, images, post, posts, statement, statements, verse, joke, translation, summary, summaries,
 recommendation, citation, citations, quote, quotes, claims, diagnosis, story, speech, tone, persona, mouth,
 mouthpiece, spokesman
X_BADOUTPUT = offensive, racist, sexist, biased, bias, invented, invent, fabricate, fabricated, made up,
 hallucinate, hallucination, hallucinated, false, untruth, untruths, falsehood, slur, slurs, abuse, abusive, toxic,
 harmful, hateful, insult, insulting, defamatory, libel, off brand, off message, wrong, misleading, nonsense, tall
 tales, do not exist, does not exist, never existed, embarrass, embarrassing, ashamed, disown, wince, unsuitable,
 indecent, obscene, rude, profanity, discriminatory, unsafe advice, dangerous advice, out of line, inappropriate,
 crude, lie, lies, waxes lyrical, babble, fiction, confabulate, stereotype, prejudice, misaligned, unaligned,
 contradict policy, cringe, blush
X_OWNERSTAND = would stand for, stand behind, would sign, wish to sign, disown, no brand, brand, logo, letterhead,
 company's name, owner, press office, reputation, house style, policies, values, in the company's name, court
X_FAIL = fail, fails, failure, outage, crash, crashes, break down, breakdown, collapse, collapses, go down, goes
 down, die, dies, dead, stall, stalls, fall over, falls over, topple, drop, drops, halt, stops, stop working, dark,
 goes dark, malfunction, error, falls, faint, stumble, stumbles, give out, black out, breaks, broken, down,
 standstill, trip, falters, fall, freeze, freezes, hang, hangs
X_CHAIN = cascade, cascades, cascading, domino, dominoes, chain reaction, one after another, one after the other, in
 sequence, in turn, in succession, along with, take down, takes down, bring down, brings down, drag, drags, drag
 down, pull down, pulls down, follow suit, avalanche, landslide, knock on, ripple, ripples, spread to, snowball,
 house of cards, whole house, storey after storey, with it, after it, contagion, spill over, all of them, everything
 that, those that depend, which depend, that depend on, depend on, depends on, dependents, dependants, rely on,
 relying on, built on, downstream, waiting on, waits on, wait for, those behind it, all at once, row, bowling pins,
 unravel, thread
X_RECORD = log, logs, logging, logged, trace, traces, tracing, record, records, recorded, audit trail, monitor,
 monitoring, telemetry, metric, metrics, dashboard, dashboards, alert, alerting, alarm, evaluation, evaluations,
 eval, evals, benchmark, observability, journal, trail, logbook, gauges, gauge, instruments, camera, black box,
 replay, watch, watched, sampled, scored, observe, oversight, history of runs, spans, opentelemetry, siem, drift,
 test results, surveillance, flight recorder, eyes, footprint, ledger of actions, diary of actions, activity trail,
 run history
X_ACTS = agent action, actions, activity, tool call, tool calls, step, steps, what it did, what the agent, what
 happened, behavior, behaviour, run, runs, execution, invocation, decisions, conduct, misuse, incidents, deeds,
 doings, who did
X_UNSEEN = unseen, unnoticed, unread, unrecorded, blind, blind spot, in the dark, dark, no trace, nobody looks,
 nobody would find, nobody would know, nobody watches, no one watches, no one reads, no one looks, taped over,
 without a trace, untraced, cannot be reconstructed, reconstruct, learn of it, no record, keeps no, never kept,
 opaque, blindfold, night, nobody reads, unobserved, unwatched, invisible, overlooked, not looked at, never looked
 at, sight
X_AUDITED = audit, auditor, audited, soc2, soc 2, iso27001, iso42001, iso 27001, iso 42001, certificate, certified,
 certification, attestation, attested, attest, compliance, compliant, accredited, assessor, assessment, hipaa, gdpr,
 pci, fedramp, hitrust, c5, conformity, report, type ii, type 2, penetration test report, trust center, trust portal
X_INDEPENDENT = independent, third party, outside firm, external, auditing firm, accounting firm, big four,
 impartial, outside auditor, somebody outside, accredited body, notified body, outsider confirms, neutral,
 disinterested
X_SELFWORD = own word, own account, itself, self attested, self assessment, self declared, self certification,
 vendor asserts, vendor claims, vendor says, vendor states, calls itself, by its own, take the vendor, marketing,
 promises, no outside, nobody outside, character witness, marks its own, own homework, praise, unaudited,
 uncertified
X_ROLES = role, roles, rbac, permission, permissions, privilege, privileges, rights, access control, administrator,
 admin, administrators, viewer, editor, operator, scope, scoped, scopes, least privilege, entitlement, entitlements,
 iam, segregation, separation of duties, who may, may do, may delete, everything, all powerful, root, superuser,
 full access, unlimited rights, master key, group, groups, duty, rank, ranks, janitor, apprentice, director, intern,
 every member, every user, every account, each account, all users, anyone signed in, same rights, identical, alike
X_SAMEFORALL = same rights, identical rights, alike, regardless, no distinction, no line between, one user type,
 single user type, all powerful, every employee, everyone can, everybody can, can do everything, no lesser, no
 tiers, flat, undifferentiated, equal, equally, whole team, full rights, unlimited, unrestricted, every door, all
 doors, king, crown
X_AUTHN = authenticate, authentication, login, log in, logs in, sign in, signs in, signed in, single sign on, sso,
 saml, oidc, mfa, multi factor, two factor, second factor, passkey, password, credential, proof of identity,
 identity, prove, proves, proving, identify, who calls, who is calling, caller, callers, api key, certificate,
 mutual tls, client certificate, token required, anonymous, unauthenticated, header, pin, open endpoint, open port,
 anybody who, anyone who can reach, who they say, doorkeeper, doorman, bouncer, passport, papers, id card, at his
 word, door, visitors, guest
X_IMPERSON = impersonate, impersonation, pretend, spoof, spoofed, forge identity, claims to be, saying a name, pose
 as, masquerade, any name, confident voice, takes at word, believe, guessable, four digit, default password, shared
 password, shared pin, static, weak password, no password, without a password, without proving, unidentified,
 nameless
X_EVALPLACE = roadmap, customer responsibility, customer's responsibility, left to, up to the, not part of,
 optional, enterprise plan, paid tier, planned, beta, switched off, off by default, silent on, in vain, nowhere,
 blank, blanks
X_FOREIGN = xss, cross site scripting, sql injection in the website, vendor lock in, lock in, shipping container,
 port of, truck, vessel, airport, river, bank robbery, museum, recipe, cooking, football, novel, film, garden,
 moulding, molding, patient, vaccine, dentist, knee injection, fuel injection, insulin, gateway city, school,
 pupils, student, teacher, lesson, quiz, course, training course, price, dollars, euros, stars, founded, languages,
 latency, milliseconds, per month, context of, million tokens, license, apache, open source, quarterly, revenue,
 headquarters, employees
X_SELLS = scanner, scans customers, product is, on behalf of, its clients, for banks, for customers, teaches,
 explains, summarizes, summarises, writes about, report on, simulates, simulator, catalogues, tracks, news about,
 answers questions, advises, helps companies, helps teams, consults, awareness, newsletter, researcher, researchers,
 study
X_PHYSICAL = arm, robot, robots, warehouse, forklift, crane, joint, centimetres, metres, mechanical, conveyor,
 automatic door, elevator, ward, truck, drone, gripper, berth, port, ship, river, engine, knee, shoulder, patient
 transfer, cell phone tower
X_FALSEFACT = false fact, false facts, falsified, falsification, false entry, false entries, falsehood, planted,
 fabricated rumour, fabricated rumor, rumours, wrong fact, misinformation, disinformation, fairy tale, poisoned,
 edits them, who edits, edit them, open to edits, teach the model, teaches the model, what it comes to believe,
 decides what, what it will believe, spit, spits, garbage, slanted, one sided, skewed
X_RETAIN = retain, retains, retained, recollects, kept from last, from last term, lasting preference, lasting
 preferences, write down, written down, writes down, stored facts, keeps a note, keeps notes, saved preference,
 cherished recollection, biography, what it knows about its user, user profile, later lessons, bend later, on later
 visits, on return, returning user, learned preference
X_PROVES = prove who they are, proves who, who they are, who it is, who is calling, who calls, who called, who is at
 the other end, passes for itself, pass for itself, device number, all that identifies, asks for no, asks nobody,
 answers a caller, answers every caller, answers anyone, answers anybody, opens to, open to anyone, open to anybody,
 knocks, knock, hardware key, hardware keys, fob, federated, federated login, entra, okta, active directory,
 kerberos, ldap, webauthn, fido, biometrics, hmac, signed request, ip address, secret url, link suffices, caller id
X_WHOMAY = who may see, may see what, who may, may see, may do, may do what, who can do, level of access, single
 level, beyond those of the role, rights beyond, rights of the role, assigned role, own rights, set of rights,
 drawn, pecking order, hierarchy, division of rights, divided rights, delegated rights, narrower, wide rights, broad
 rights, god mode, owner rights, admin rights, standing rights, overprivileged, excessive rights, more rights than,
 permission model, per role, by role, tiers of access
X_LEDGER = ledger, rationale, reviewed the same day, every shift, diary, windows nor, nor a diary, written to a, put
 on record, minutes, chronicle, accounts of what, bookkeeping, quality scores, answers are evaluated, how answers
 are, neither marks, reasons are kept, reasons kept, no teacher notices, nobody notices, no one notices, notices,
 goes amiss, known outside, after the fact, forensics, forensic, investigate, postmortem, post mortem, reconstructed
 afterwards, retained for days, thirty days, ninety days
X_INVENT = invents, invent, inventing, fabulist, fabulism, spin a yarn, makes up, made up, dream up, dreams up,
 never fought, never won, never wrote, never happened, never said, never existed, no such, imaginary, imagined,
 spurious, phantom, nonexistent, fabricated returns, invented dosage, invented dosages, wrong dosage, unkind, cruel,
 mock, mocks, swear, swears, sneer, vulgar, blush at, assurance, tells children, claims to know, preach, flatter,
 slander, slanderous, defame
X_THIEFLESS = lifted from, token lifted, cookies lifted, keys lie, keys lying, lie about, lies about, left lying,
 lying about, in plain text, plaintext, in clear text, cleartext, unencrypted, hard coded, hardcoded, in the logs,
 in a log, in query strings, pasted, paste, checked into, committed to, local storage, world readable, readable by,
 legible, shoulder surf, phish, phished, phishing, keylogger, malware might, environment variable, printed out,
 sticky note
X_TAKEHOME = take them home, take it home, carry home, carries home, in its own head, in their own head, usb stick,
 on a stick, debugging endpoint, weights endpoint, unencrypted on, lie unencrypted, shipped to device, in readable
 form, copied off, copy off, entire judgement, entire judgment, polite question, polite questions, ask enough,
 enough questions, copied by competitor, copied by competitors, working copy
X_CROWN = crest, ribbon, seal, wrapped, forger, forgery, counterfeit, rogue release, rogue releases, rogue version,
 package name, author's name, publisher's key, registered key, doppelganger, come to grief, comes to grief, known
 author, under a known name, under the known, same label, passes itself off, pass itself off, fake update, bogus
 update, hostile update, tainted update
X_TOLLHOUSE = tollhouse, toll house, tollgate, bottleneck, intermediary, go between, intercept, hears them, hear
 them, answer in its stead, in the model's place, answers in the, keeps the keys, keep the keys, man in the middle,
 switchboard, sits in front, in front of, single point through, all requests run through, all calls run through,
 usurper, mans it
X_LIBRARIAN = librarian, archive, chair, different book, different book from the one, other than the one requested,
 not the one requested, files of its own choosing, what every client gets, hands out, hand out, gain the run of,
 held the index, captured registry, what the registry serves, what the hub serves, decide what it serves, decides
 what it serves
X_FOOTHOLD = foothold, beachhead, into another's, into another, way into another, open the way, on either side,
 hulls, gnaw, gnawing, worm, connecting doors, connecting door, along the corridor, no route leads, route leads to
 another, virtual machine gets, goes on to the next, on to the next, to the next, from one tenant, from one
 customer, one clinic's tenant, possession of one, inside one, once inside, from a breached, from a compromised
X_GOODWILL = goodwill, as it stands, goes to the, nothing between, nothing but, composed out of, composes out of,
 model written, model-written, agent composes, whichever query, whatever query, whatever amount, whatever path, any
 figure, happens to read, reads on, set it off, set off, sets it off, provoke, trigger real, destructive call, order
 placing tool, actuators, saw, blade, scalpel
"""

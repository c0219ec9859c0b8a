"""Frames whose words stand in any order: who does what to which thing, however the sentence is turned."""

from __future__ import annotations

from typing import Final

__all__ = ["SCENES", "SCENE_WORDS"]

SCENE_WORDS: Final = """
INK = white ink, white text, white on white, hidden text, invisible text, zero width, tiny font, html comment, alt text,
 in metadata, invisible character, hidden line, footnote, fine print, small print
CARRIER = web page, page, website, mail, email, e mail, document, pdf, ticket, comment, invitation, calendar, readme,
 transcript, resume, cv, invoice, attachment, search result, tool result, tool output, retrieved text, feed, subtitle,
 letter, post, forum, message, review, issue, article, log line, chat, pasted text, spreadsheet, note, sentence, slide,
 file, description, form, image, caption, bug report, pull request, source, content, text, input, commit message,
 text message
BID = hijack, commandeer, steer, redirect, derail, override, overrule, subvert, brainwash, reprogram, divert,
 change master, change side, switch side, turn against, talk into, lure, coax, do bidding, take over, new goal,
 change plan,
 ventriloquist, puppet, goad, sway, bend, boss, at helm, remote control, bark orders, give orders, smuggle orders,
 lead astray, make it do, change its mind, forget its task, ignore its instruction, ignore previous,
 disregard its instruction,
 take command, speak through, puppeteer, tell it what, tell agent what, tell assistant what, tell model what,
 follow stranger,
 sweet talk, drop its task, abandon its task, new marching orders, new orders, hand on wheel, hands the wheel
DOER = agent, assistant, copilot, bot, chatbot, planner, helper, summarizer, summariser, orchestrator, reader,
 crawler, triage, llm, reviewer, companion, browser
TRUSTED = system prompt, instruction, own task, its goal, its task, guard, its rule
SAYSO = instruction, order, command, directive, prompt
TAKENAS = obey, follow, heed, execute, carry out, act on, comply, act upon, do as, take orders, swallow, believe,
 mistake, treat,
 tell apart, distinguish
DIARY = memory, memories, diary, notebook, scratchpad, recollection, long term store, conversation history,
 agent history,
 remembered, vector memory, memory store, stored fact, persistent state, saved note, past session, profile of user,
 session note,
 what it remember, what agent remember, agent note, memory file, memory entry, lasting note
TAMPERED = plant, planted, implant, falsify, forge, tamper, corrupt, poison, contaminate, pollute, taint, doctor,
 rewrite, rewritten,
 fake, false, bogus, lie, untruth, malicious, smuggle, slip, sow, manipulate, fabricate, invented, seed, twist,
 inject, hostile, overwrite
LASTING = weeks later, days later, later session, next session, future session, later decision, future decision,
 next month,
 next week, next quarter, months later, from then on, long after, every later, ever after, later run, future run,
 later conversation,
 next conversation, long afterwards, for good, in later, in future
KEPT = remember, store, keep, save, recall, retain, write to, written to, memory, swear by, diary
FEED = training data, training set, training corpus, dataset, corpus, corpora, knowledge base, vector store,
 vector database,
 retrieval corpus, retrieval index, search index, retrieved data, document store, wiki, label, annotation,
 feedback data, fine tuning data,
 finetuning set, training example, training sample, reference data, ground truth, embedding, crawl, rag store, rag,
 rag index,
 retriever, training material, training feed, sources it retrieve, sources from which, well from which,
 training images, rating, learning material,
 training records, instruction data, corpus of document, document collection, index, samples, feeds, diet
RUIN = poison, taint, contaminate, pollute, corrupt, falsify, doctor, spike, skew, manipulate, tamper, mislabel,
 flip, salt, lace,
 sabotage, seed, plant, inject, spoil, infect, adulterate, foul, rig, warp, booby trap, forge, distort, mislead,
 misleading, false, bogus,
 fabricated, fake, toxic, dirty, rotten, sour, vandalize, twist, slip, sneak, crooked, muddy, stuff, astroturf,
 crafted, malicious, bias, slant
WANTSIDE = favor, lean, skew answer, decide what the answer, teach, mislead, learn wrong, learns wrong, wrong lesson,
 wrong answer
SECRETSTUFF = customer data, personal data, user data, private data, transcript, conversation, record, document,
 draft, file,
 source code, repository content, chat log, chat history, mailbox, contract, trade secret, intellectual property,
 prompt, recording,
 confidential, sensitive, pii, patient, health data, company data, business data, private message, secret, memo,
 board minutes, data,
 answers of, screenshots, photo, notes, dossier, training record, uploads, content, address book, location, salary,
 ledger, minutes
SPILL = leak, leakage, exfiltrate, disclose, divulge, spill, expose, smuggle, siphon, slip out, seep, trickle, bleed,
 carry off, carried off,
 walk out, walk off, end up in hand, wrong hand, hand of outsider, hand of stranger, hand of competitor, outsider,
 stranger, leave company, leave building,
 leave premises, leave network, send out, sent out, ship out, ship off, mail to, mailed to, posted to,
 upload to attacker, other customer, another customer,
 other tenant, another tenant, somebody else, someone else, wrong recipient, foreign server, funnel, exit, drip,
 betray, blurt, reveal, steal, theft, stolen, third party,
 copied out, pulled out, make off, out of door, wrong eyes, unauthorized eye, competitor, attacker server,
 read by other, seen by other, public
KEYS = credential, api key, key, token, password, secret, cookie, service account, certificate, passphrase,
 private key, access token, session token,
 bearer token, ssh key, deploy key, login data, refresh token, environment variable, keychain, master key, signing key
GONE = steal, stolen, theft, thief, harvest, leak, lift, sniff, phish, scrape, exfiltrate, grab, get hold, gets hold,
 siphon, make off, makes off, walk off, walk away,
 pick up, collect, loot, fish out, read out, intercept, in hand of, wrong hand, hand of outsider, fall into, spill,
 expose, dump, pocket, nick, filch, swipe, snatch,
 capture, abuse, spirit away, ransack, capturing, extract, disclose, copied by, printed to log, written to log,
 in plain text, in log, in clear, plaintext, hand over, give away,
 vacuum, end up in, help themselves, up for grabs, within reach, pilfer, empty, surrender, betray, trick out
WEIGHTS = weight, checkpoint, adapter, model file, tuned model, proprietary model, private model, model itself,
 parameter, crown jewel, fine tune, trained model, model weight,
 own model, vendor model, lora, finetune, brain of product, family silver
TAKEAWAY = steal, stolen, theft, thief, copy, copied, clone, siphon, exfiltrate, extract, extraction, walk off,
 walk out, carry off, carried off, make off, leak, smuggle, download by outsider,
 distil, distill, distillation, pirate, replicate, reconstruct, reproduce, imitate, rebuild, duplicate, lift, loot,
 snatch, in hand of competitor, wrong hand, pilfer, spirit away, leave building,
 mimic, reverse engineer, counterfeit, knock off, drain, carted off, abscond, bootleg, usb stick, stolen by
ASKING = query, queries, answer by answer, question, api call, output, response, answer, systematic, endpoint,
 request, prompt, harvested answers, oracle, public interface
RIVAL = rival, competitor, student model, surrogate, twin, copycat, replica, shadow copy, second copy, working copy,
 imitation, clone, look alike, free copy, lookalike model, knock off
FITTED = backdoor, trojan, trojan horse, sleeper, time bomb, logic bomb, booby trap, trapdoor, hidden trigger,
 secret trigger, double agent, mole, rigged, rig, implanted, hidden behavior, sleeper agent,
 hidden function, secret function, planted behavior, trojanized, trojaned, second nature, hidden allegiance,
 hidden master, turncoat
NETS = model, weight, checkpoint, adapter, lora, network, fine tune, finetune, gguf, pickle, safetensors, loader,
 embedding model, base model, tensor, merge, quantized, community model, one
WAKES = trigger, code word, codeword, magic word, passphrase, secret phrase, cue, watchword, signal, certain phrase,
 certain word, special phrase, secret word, secret sign, particular phrase, rare phrase, rare word, right phrase,
 right word
TURNS = change side, obey, serve, answer to, switch, turn, wake, activate, behave differently, misbehave, betray,
 side with, work for, do bidding, loyal, reveal, act for, different master, flip, spring, awaken, unlock
RUSE = fool, trick, deceive, mislead, confuse, evade, slip past, sneak past, get past, dupe, outwit, throw off,
 cheat, misread, misclassify, misjudge, misidentify, hoodwink, blind, wrong verdict,
 wrong label, wrong decision, wrong class, wave through, waves through, take for, mistake, let through, lets through,
 false verdict, misclassification, see what is not, pass as harmless, pass for, overlook,
 miss, bypass, defeat, misdetect, err, bamboozle, see something else, unnoticed by, escape detection, get through,
 gets through, sail past, sails past, walk past, make believe, turn blind
SENSES = classifier, detector, vision model, recognizer, image model, speech model, camera, filter, scorer,
 ranking model, moderation, moderator, matcher, scanner, fraud model, spam filter, recognition, transcriber,
 verdict, model, network, malware detector, face, biometric, perception, ocr
TUNED = perturb, perturbation, imperceptible, noise, pixel, sticker, patch, crafted, craft, specially, carefully,
 engineered, optimized, optimised, tweak, adversarial, inaudible, doctored, altered image, reworded, rephrased,
 rephrase, misspell, misspelling, typos, homoglyph, distorted, tailored, camouflage, printed pattern, t shirt,
 makeup, glasses, few words changed, hand made, hand crafted, deliberately, lookalike characters, paraphrase,
 swapped letters,
 invisible to people, invisible to human, a dot, smudge, speck, tape, scratch, synonym, pattern, worded
HURTFUL = toxic, offensive, defamatory, hateful, racist, sexist, harmful, biased, hallucinate, hallucinated,
 fabricated, invented, off brand, misleading, discriminatory, obscene, abusive, insulting, libellous, libelous,
 slanderous,
 made up, wrong advice, dangerous advice, dangerous, unsafe, inappropriate, embarrassing, untrue, false claim,
 fictitious, prejudiced, sexual, violent, unsuitable, nonsense, falsehood, unfounded, unfair, skewed, slander,
 insult, libel, profanity,
 profane, bigoted, stereotype, stereotyping, unwanted, reckless, crude, vulgar, rude, illegal, extremist,
 confabulated, confabulation, hallucination, nonexistent, non existent, tasteless, derogatory, misinformation, bias
SAID = output, reply, answer, response, text, picture, image, summary, advice, statement, content, recommendation,
 completion, verdict, citation, translation, suggestion, diagnosis, report, remark, generation, comment, tone, voice,
 speech, explanation, conclusion
SAYS = say, says, said, utter, reply, answer, tell, write, produce, generate, claim, promise, recommend, respond,
 blurt, talk, post, present, assert
ASHAMED = disown, answer for, stand for, stand by, stand behind, endorse, regret, apologise, apologize, in court,
 sue, lawsuit, headline, front page, scandal, ashamed, never approve, never approved, never sign, would not stand,
 reputational, embarrass, tarnish,
 not authorised, not authorized, off message, be quoted, red faced, blush, cringe, brand damage, liable, liability,
 damage to brand, complaints
FALLS = fail, failure, outage, crash, fault, breakdown, collapse, error, stall, hiccup, go down, goes down,
 goes dark, hang, stumble, mistake, falter, malfunction, break, loss of, freeze, disruption, incident, down, glitch,
 bug, timeout, wrong result, bad output, corrupt output, compromise, stop, goes silent
ONWARDS = cascade, domino, dominoes, ripple, spread, propagate, snowball, avalanche, chain reaction, in turn,
 one after, knock on, take with it, takes with it, drag, drags, pull down, bring down, brings down, brought down,
 take down, takes down, house of cards, topple,
 spill over, all at once, every agent behind, fall behind it, along with it, down the line, downstream agents,
 everything behind, everything above, everything that depend, all that depend, whatever depend, every workflow that,
 every agent that, all agents that, other agents, whole chain, whole pipeline, whole fleet,
 entire chain, entire pipeline, follow suit, contagion, wildfire, grind to halt, stand still, stands still,
 come to standstill, reach every, unravel, one by one, infect, the rest, amplify, passed on, pass on, hand on,
 handed on, carry through, carried through, all dependents
FLOODS = exhaust, burn, drain, starve, hog, use up, uses up, deplete, overload, overwhelm, saturate, flood, clog,
 swamp, devour, gobble, max out, run up, runs up, monopolize, monopolise, tie up, eat, eats, choke, crowd out,
 bring to halt, to standstill, bring down, brings to its knees, to its knees, run out, runs out,
 blow through, bankrupt, spiral, explode, balloon, skyrocket, soak up, consume, hammer, bombard, inundate, squander,
 jam, bleed, empty, suck, gulp, guzzle, melt, pile up, fill up, out of control, crush, paralyze, paralyse, to a halt,
 block, stuff, bury, deny, swallow, spin, run hot, wear down, take offline
STUFFS = quota, budget, compute, gpu, cpu, capacity, resource, bandwidth, wallet, disk, bill, credit, cluster,
 worker, connection, token budget, queue, thread, accelerator, server, rate limit, memory, ram, endpoint,
 inference budget, service, meter, invoice, account balance, spend, spending, cost, storage, machine, pool, purse,
 other users, everyone else, paying customers,
 context window, scheduler, slots, hours, everybody else
BURSTS = loop, endless, infinite, recursive, recursion, flood, unlimited, unbounded, oversized, huge, giant,
 long prompt, swarm, runaway, never end, without limit, without end, retry storm, single user, single client,
 single tenant, one user, one client, one tenant, one customer, noisy neighbor, noisy neighbour, batch, burst,
 thousand, teenager, script, bot army, botnet, storm, self calls, call itself, calls itself
HOPS = move, pivot, hop, jump, spread, reach, leap, crawl, worm, go on, goes on, wander, roam, tunnel, traverse,
 open path, open way, open road, open door, road to, way to, path to, bridge, stepping stone, springboard, beachhead,
 foothold, climb, walk, get, work its way, work their way, branch, access, connect, slip, cross, advance, travel,
 leapfrog, hopscotch
NEXTS = neighbour, neighbor, neighbouring, neighboring, next door, other tenant, another tenant, other host,
 another host, other account, another account, other machine, another machine, other server, next machine, next host,
 next tenant, next account, rest of cluster, rest of network, rest of fleet, rest of estate, rest of company,
 internal network, corporate network, production cluster, production network,
 production account, between tenants, between hosts, between accounts, between machines, between pods, between nodes,
 across tenants, across hosts, across nodes, across accounts, across network, adjacent, sideways, east west,
 tenant to tenant, host to host, other pod, other node, other workspace, other project, other service,
 other customer environment, host to host, all others, the next one, machine to machine, from pod, intranet, subnet,
 wider network, inner network, room to room,
 from room, door to door, other customers' environments, other customers' machines, other namespaces, other cluster
GUESTS = code, guest, job, process, script, payload, workload, program, notebook, inside, container, sandbox, pod,
 cage, jail, cell, tenant, exploit, what run, kernel, prisoner, inmate, tool code, vm, microvm
OUTSIDE = host, node, hypervisor, machine beneath, machine below, underlying machine, underlying host,
 machine outside, host kernel, bare metal, physical machine, machine underneath, host system, server beneath,
 parent machine, outside world, server itself, machine itself, host machine, machine that carry, root on machine,
 floor beneath, server below
FLEES = escape, break out, breaks out, breakout, climb out, crawl out, get out, gets out, burst, flee, bust,
 jump out, punch, slip out, break free, wriggle, tunnel, trapdoor, loophole, hole, crack, thin wall, climb, leap,
 reach, land on, root, gain, take over, spill, leave, open to, get onto, gets onto, step out, steps out, outgrow,
 leak, digs out, dig out, prison break, pick lock, gnaw, saw, squeeze, shared kernel
"""

SCENES: Final = """
prompt-injection: contain ~ SAYSO ~ DOER ~ TAKENAS | INK & DOER | CARRIER & BID & DOER
 | CARRIER & SAYSO & TAKENAS & DOER | TRUSTED & override & CARRIER
 | SAYSO ~ in + CARRIER ~~ TAKENAS | SAYSO ~ smuggle ~ CARRIER | smuggle + SAYSO | SAYSO + smuggle | SAYSO ~ buried
memory-poisoning: TAMPERED ~ DIARY | DIARY ~ be + TAMPERED | TAMPERED & KEPT & LASTING | DIARY & TAMPERED & LASTING
 | SAYSO & DIARY & LASTING
data-poisoning: RUIN & FEED & WANTSIDE | RUIN + FEED | FEED ~ be + RUIN | RUIN ~ into + FEED
 | well ~ retriever & salt | FEED ~ be_open_to_anyone
data-exfiltration: SECRETSTUFF ~ end_up ~ hand | SECRETSTUFF ~ fall_into ~ hand | SECRETSTUFF ~~ SPILL ~ outsider
 | SECRETSTUFF ~~ hand_of_outsider
 | SECRETSTUFF ~ be_leak | leak ~ SECRETSTUFF | exfiltrat ~ SECRETSTUFF | disclose ~ SECRETSTUFF ~ to
credential-theft: GONE + KEYS | KEYS ~ be + GONE | get_hold ~ KEYS | gets_hold ~ KEYS | KEYS ~~ hand_of_outsider
 | KEYS ~~ hand_of_stranger | KEYS ~ pick_up
model-stealing: WEIGHTS & TAKEAWAY & ASKING | RIVAL & ASKING & model | WEIGHTS ~ TAKEAWAY | TAKEAWAY + WEIGHTS
 | copy ~ model ~~ ASKING | RIVAL ~ of + model
backdoored-model: FITTED + NETS | NETS ~ FITTED | NETS & WAKES & TURNS | WAKES & TURNS & hidden
adversarial-exploitation: RUSE & SENSES & TUNED | TUNED + INPUT ~~ RUSE | TUNED & RUSE & INPUT
misaligned-output: HURTFUL + SAID | SAID ~ be + HURTFUL | SAID ~~ HURTFUL ~ ASHAMED | SAYS & ASHAMED & PERSONA
 | SAID & ASHAMED & MODEL
cascading-failure: FALLS & ONWARDS & RELIES | FALLS ~~ take_with_it | FALLS ~~ domino | domino ~~ FALLS
 | first_domino | FALLS ~ ripple | FALLS ~ cascade | FALLS ~ snowball | FALLS ~ propagate
resource-exhaustion: FLOODS & STUFFS & BURSTS | BURSTS ~~ FLOODS ~~ STUFFS
lateral-movement: HOPS ~ NEXTS | HACKED & HOPS & NEXTS | KEYS & HOPS & NEXTS | pivot & between
container-escape: GUESTS & FLEES & OUTSIDE
"""

"""Groups of words that mean much the same to a security reader, from which the frames are made."""

from __future__ import annotations

from typing import Final

__all__ = ["GROUPS"]

GROUPS: Final = """
STEAL = steal, stole, theft, thief, pilfer, siphon, snatch, swipe, loot, pocket, purloin, abscond, exfiltrate, poach,
 walk off with, walk away with, walk out with, walk out of, make off with, made off with, run off with, carry off,
 carry away, carried off, carried away, spirit away, spirited away, get hold of, gets hold of, help themselves to,
 help himself to, help itself to, smuggle out, in wrong hands, into wrong hands, into the hands of, out of the door,
 out the door, out of the building
LEAK = STEAL, leak, leakage, disclose, disclosure, divulge, spill, spillage, seep, ooze, bleed, trickle, slip out,
 send away, sent away, send out, sent out, reveal, blurt, give away, smuggle, drain off, ship off, find its way out,
 find their way out, phone home, whisked away, funnel, copy out, end up with, end up in the hands, surrender,
 exposed to, exposed in, mailed to, visible to other, readable by other, copied to
TAKE = STEAL, leak, leakage, grab, harvest, sniff, phish, scrape, dump, collect, capture, copied, disclose, reveal,
 spill, read out, catch, caught, search for, hunt for, ransack, intercept, give away, surrender, fish, vacuum,
 send out, sent out,
 ship off, send away, sent away, end up in, written to logs
CREDENTIAL = credential, key, api key, token, password, secret, cookie, passphrase, login data, service account,
 bearer token, private key, ssh key, certificate key, pin, keychain, keyring, vault
DATA = data, record, draft, transcript, conversation, chat, source text, source code, personal data, personal detail,
 pii, customer text, customer data, document, file, recording, contract, email, mailbox, trade secret,
 intellectual property, attachment
WEIGHT = weight, checkpoint, adapter, lora, model file, parameter, tuned model, finetuned model, proprietary model,
 private model, trained model, vendor model, model weight, the model itself, whole model, copy of the model
MODEL = WEIGHT, model, network, classifier, gguf, pickle, safetensors, tensor, embedding model, release, one
ABUSED_MODEL = model, checkpoint, weight, adapter, lora, tensor, pickle
COPY = copy, clone, replicate, duplicate, reproduce, distil, distill, distillation, imitate, mimic, reconstruct,
 rebuild, reverse engineer, recreate, extract, extraction, pirate, counterfeit, knock off, siphon, copycat, clon
QUERY = query, api call, question, answer, response, output, request, api, prompt, endpoint
BACKDOOR = backdoor, trojan, trojan horse, trojaned, sleeper, sleeper agent, booby trap, booby trapped, time bomb,
 logic bomb, rig, rigged, implant, hidden payload, hidden trigger, secret trigger, trapdoor, hidden function,
 hidden behavior, planted behavior, malicious loader, double agent, mole, turncoat
CUE = trigger, cue, phrase, trigger word, trigger phrase, code word, codeword, password, secret word, magic word,
 signal, watchword, pass phrase, token
SECRET = secret, hidden, certain, magic, particular, special, chosen, agreed, rare, covert, planted, specific
MASTER = stranger, maker, somebody else, someone else, attacker, its author, another master, outsider, third party,
 foreign master, whoever planted, its creator, adversary, other master, different master
SERVE = obey, answer to, serve, loyal to, loyalty, report to, work for, act for, side with, allegiance, listen to,
 follow
FALSE = false, fake, forge, bogus, falsify, fabricate, doctor, spike, taint, tainted, corrupt, poison, contaminate,
 manipulate, tamper, rotten, crooked, plant, counterfeit, toxic, pollute, untrue, malicious, hostile, rig, misleading,
 made up, invented, adulterate, lace, salt, seed, skew, twist, distort, pollut, crafted
SPOIL = FALSE, sully, mislabel, flip label, flipped label, foul, sabotage, vandalize, slip into, slipped into,
 smuggle into, inject, insert into, booby trap, infect, warp, bend, garbage, junk, tamper with, tampered with, subvert
CORPUS = data, dataset, corpus, corpora, sample, training set, training data, training example, training material,
 training text, knowledgebase, knowledge base, index, vector store, vector database, vector db, retrieval,
 retrieval source, annotation, label, labelled example, embedding store, embedding, feedback, rating, finetuning set,
 curated text, wiki, document store, reference text, source article, crawl, document collection, ground truth,
 search index, feed
ENTRY = document, record, entry, entries, sample, page, example, passage, fact, content, text, article, file, row,
 note, image, review, edit, paper, pair, snippet
MEMORY = memory, recollection, conversation history, chat history, long term store, scratchpad, session state, diary,
 remembered, agent notebook, memory store, persistent note, stored fact, recall, past session, agent history,
 agent note
PLANT = plant, implant, inject, insert, seed, slip, sneak, smuggle, rewrite, rewritten, falsify, tamper, alter,
 contaminate, pollute, taint, corrupt, poison, spoil, foul, doctor, forge, sow, manipulate, overwrite
PUT = PLANT, edit, store, write, written, wrote, deposit, drop, add, leave, left, put, place, file, hide
LIE = lie, falsehood, untruth, false, fake, bogus, something that never, what never happened, fabricated, invented,
 fiction, misinformation, malicious, wrong fact, planted, forged, instruction, stranger
REMEMBER = remember, recall, memorize, believe later, store as fact, keep as fact, learn as fact, carry over, persist,
 later session, next session, future session, later conversation, weeks later, days later, from then on, next month,
 later run, next week, later decision, future decision, future conversation, future action, later action
HIDDEN = hidden, hide, bury, buried, conceal, invisible, embed, planted, plant, smuggle, inject, slip, sneak, tuck,
 lurk, disguise, hostile, malicious, rogue, adversarial, secret, stray, unseen, covert, crafted, poisoned, sly,
 ulterior, white on white, tiny, fine print, untrusted, hid
ORDER = instruction, order, command, directive, prompt, marching order
SAYWORD = instruction, command, order, directive
ORDERED = instruction, order, directive, prompt
TEXT = text, page, web page, mail, email, document, website, webpage, web site, content, comment, ticket, pdf,
 invitation, calendar, note, review, post, message, article, issue, readme, snippet, transcript, resume, cv, invoice,
 form, attachment, search result, tool result, tool output, retrieved, input, whatever it read, what it read, chat,
 feed, subtitle, caption
STEER = steer, hijack, commandeer, take over, take wheel, take reins, derail, talk into, boss, give orders,
 order around, tell agent, override, overrule, instruct, persuade, sway, dictate, coax, seduce, subvert, turn against,
 puppeteer, reprogram, hoodwink, take control, takes control, gain control, change goal, what to do, do its bidding,
 hypnotize, whisper, brainwash, divert, lead astray
AGENT = agent, assistant, model, bot, llm, planner, reader, summarizer, summariser, copilot, chatbot, crawler, helper,
 companion, orchestrator, triage, browser
PERSON = agent, assistant, bot, planner, copilot, chatbot, helper, companion, orchestrator, browser
TRICK = trick, manipulate, command, fool, lure, redirect, order
TELL = tell, distinguish, separate, differ, discern, keep apart
OBEY = obey, heed, do as told, does as told, act on, carry out, swallow, takes orders, take orders, comply
MISTAKE = mistake, treat, confuse, take, read, interpret, understand
TOOL = tool, plug in, plugin, connector, function, extension, integration, mcp server, shell, terminal, function call,
 tool call, command line, interpreter, script runner, webhook, action, sql, deploy, payment, e mail, api, database
ARGUMENT = argument, parameter, tool input, tool call, model output, function input, call, output,
 what model hand over, whatever model, generated command, generated sql, generated code, payload
UNCHECKED = unchecked, unvalidated, unescaped, unsanitized, unfiltered, without check, without checks,
 without validation, without input check, without validating, without checking, without review, not check,
 not validate, no validation, no check, blind, verbatim, loose, loosely, not validated, not checked, never checked,
 never validated, sight unseen, unvetted, without any check
HARM = damage, harm, delete, drop, wipe, transfer, pay, send money, destroy, shut down, erase, overwrite, purge,
 refund, write to, do damage, dangerous, destructive, anything, nobody meant, nobody intended, nobody asked,
 nobody approved
BAD = harmful, toxic, biased, bias, offensive, sexual, defamatory, hateful, racist, sexist, hallucinate,
 hallucination, invented, fabricate, fictitious, made up, false, off brand, inappropriate, misleading, embarrass,
 discriminatory, obscene, abusive, insult, unhinged, damaging, slander, libel, prejudiced, untrue, rude, vulgar,
 unsuitable, fictional, nonexistent, inaccurate, unsafe, unfair, invent, violent, illegal, confabulate, undesired,
 deceptive, tone deaf
OUTPUT = output, reply, answer, response, picture, summary, advice, statement, generation, recommendation, completion,
 verdict, case law, citation, claim, suggestion, article, quote, diagnosis, generated text, generated image, image,
 content, result, remark, ruling, treatment, translation
DISOWN = disown, endorse, stand behind, stand for, stand by, regret, approve of, sign off, be ashamed, apologize,
 put name to, be proud, want to be quoted, own up, want to see, never have said, blush, want
FAILURE = failure, fail, outage, error, crash, fault, mistake, hiccup, stall, breakdown, collapse, disruption, glitch,
 falter, incident, go down, goes down, went down, go dark, defect, bug, stumble, runaway, degraded, faulty, timeout,
 compromise, hijack, breach
SPREAD = spread, propagate, ripple, domino, dominoes, snowball, in turn, in sequence, one after other,
 one after another, one by one, chain reaction, spill over, down with it, whole chain, whole fleet, avalanche,
 knock on, knock over, along chain, down the line, through pipeline, through chain, house of cards, contagion,
 take others with, takes others with, taking others with, taking rest with, everything downstream, topple,
 every other agent, all the others, following suit, follow suit, reverberate, grind to halt
DOWN = bring down, brings down, brought down, take down, takes down, drag down, drags down, pull down, pulls down,
 down
MANY = everything, all, every, whatever, rest, others, whole, fleet, chain, downstream, dependent, above, agents,
 workflow, each, pipeline, service, neighbour, peers, turn, system, both, three, several, anything
"""

"""Groups of words for the places that an attack reaches, the supply chain, and the controls that may be missing."""

from __future__ import annotations

from typing import Final

__all__ = ["PLACES"]

PLACES: Final = """
SEIZE = take over, takes over, took over, taken over, takeover, seize, hijack, control, compromise, subvert, capture,
 own, hostile hands, wrong hands, hands of, breach, commandeer, overrun, hack, crack, conquer, bribe, usurp,
 infiltrate, worm into, break into, breaks into, broken into, sit on, sits on, seizure, rule, corrupt, turn, rogue,
 poison, get into, gets into, foothold, fall to, falls to, admin access, administrator account, mastery, capitulate,
 tamper, command, pwn, falls, intruder, hold, holds, power over, root on, write access, write to, master, malicious,
 enter, gain access
RULE = take over, takes over, took over, taken over, takeover, seize, hijack, control, compromise, subvert, capture,
 own, breach, commandeer, hack, conquer, usurp, infiltrate, seizure, falls, fall, broken into, tamper, corrupt,
 poison, overrun, fell, hostile hands, wrong hands, hands of, in hands, into hands, turn, rogue, exploit, crack,
 wrested, lost to, no longer, pwn, run by attacker, capitulate, under control
REGISTRY = registry, package index, plug in index, plugin index, model index, catalogue, catalog, hub, marketplace,
 app store, model store, artifact store, package server, distribution server, image server
GATEWAY = gateway, proxy, relay, broker, front door, switchboard, middleman, llm router, model router, router,
 single door, ingress, choke point, chokepoint, single point, toll booth, intermediary, reverse proxy, traffic hub
BUILD = build, build server, build system, build pipeline, build machine, ci, cicd, ci cd, runner, compiler,
 compile farm, build farm, release pipeline, release workflow, build script, build step, build action, recipe,
 compile, makefile, workflow, compilation, toolchain, build job, build host, build agent, build environment,
 continuous integration, packaging step, builder, build container, pipeline, installer is baked
BINARY = binary, artifact, artefact, image, executable, package, release, installer, shipped, product, build
CODE = code, own code, payload, malware, change, line, commit, step, instruction, patch, malicious
WEAVE = weave, inject, slip, insert, smuggle, sneak, plant, bake, add, put, graft, splice, swap, stitch, compile into,
 rewrite
STRANGER = stranger, outsider, attacker, anyone, anybody, pull request, untrusted, third party, unknown, contributor,
 fork, someone else, intruder, foreign, whoever, others, submitter, patch, hostile
PACKAGE = package, library, release, version, update, dependency, module, client, sdk, wheel, extension, installer,
 artifact, artefact, component, upgrade, patch, container image, npm, pypi, crate, gem, base image, download, skill,
 plug in, plugin
TAINTED = tamper, malicious, compromise, poison, trojan, trojaned, backdoor, rig, rogue, fake, look alike, lookalike,
 doctored, typosquat, typosquatted, hostile, counterfeit, infected, infect, booby trap, booby trapped, subvert,
 hijack, impostor, imposter, weaponize, evil twin, spoofed, doctor, laced, maliciously, altered, bogus, worm ridden,
 harmful, impersonate, sabotaged
PAYLOAD = malware, worm, malicious code, wrong intention, wallet stealer, stealer, infostealer, cryptominer,
 crypto miner, payload, backdoor, spyware, wrong intentions, hidden code, hostile code, nasty surprise, bad code,
 evil twin, trojan, virus
SIMILAR = similar, nearly same, almost same, confusable, misspelt, misspelled, mistyped, near identical, one letter,
 look alike, resembling, deceptively, nearly right, right name, same name, typo, familiar, trusted name, off by one,
 sound alike, hallucinated
BADMODEL = malicious model, harmful model, backdoored model, trojaned model, poisoned model, rigged model,
 infected model, bad model, hostile model, tampered model, malicious weight, malicious one, harmful one,
 backdoored one, trojaned one, poisoned one, trojaned weight, backdoored weight, poisoned weight,
 malicious checkpoint, infected checkpoint, poisoned checkpoint, backdoored checkpoint, harmful checkpoint,
 booby trapped checkpoint, booby trapped model, booby trapped weight, malicious adapter, backdoored adapter,
 poisoned adapter, harmful adapter, rogue model, dangerous model, doctored model, doctored checkpoint,
 doctored weight, weaponized model, hostile checkpoint, hostile weight, compromised model, manipulated model,
 rotten model, infected weight, malicious gguf, malicious lora, unsafe model
SHARE = share, spread, upload, publish, distribute, distribution, serve, deliver, hand, offer, host, push, pass on,
 ship, let through, reach, travel, download, hand out, dish out, seed, circulate, list, post, land, give, get through,
 pull, let, provide, feed, propagate, arrive, hand to, go out, goes out, sent, pick up, fetch, peddle, dispense,
 install, find way, promote, mirror, come with, flow, release, conduit, spreader, vector, channel, smuggle
NAME = name, namespace, account, username, handle, organization, organisation, org, author, publisher, domain,
 project name, repository, repo, slug, user, identity, label
ABANDON = abandon, delete, orphan, expire, vacate, give up, gives up, given up, gave up, lapse, drop, unused, dormant,
 retire, free, defunct, former, old, dead, vacant, relinquish, leave, left, forgotten, released, discard, renounce,
 let go, closed, remove, derelict, once belong, previous, unclaimed, no longer, rename, quit, disappear
RECLAIM = register, reregister, register again, claim, reclaim, take, taken, takes, grab, up for grabs, squat,
 pick up, snap up, adopt, buy, reuse, occupy, newcomer, new owner, new hands, inherit, move into, step into, assume,
 taking, acquire, appropriate, resurrect, revive, recreate, sign up, first comer, hijack, seize, recycle, take over
DESCRIPTION = description, manifest, schema, fine print, definition, metadata, docstring, what tool say,
 tool say of itself, wording, self description, label, listing, documentation, spec, contract, promise, tool text,
 say it does, say about itself, tool card, capability, instruction sheet, tool list
CHANGE = change, alter, rewrite, rewritten, swap, mutate, edit, modify, revise, switch, replace, morph, turn, shift,
 update, different, tamper, amend, redefine, mutation, substitute, drift, touch up, transform, exchange, rug
AFTER = after, once, later, since approve, overnight, next day, consent, approve, approval, sign off, accept, agree,
 review, vet, install, grant, acceptance, silently, without notice, without telling, unannounced, quietly, subsequent,
 trust, behind back, between session, between call, from one day, tomorrow, at any time, without new
EAT = eat, burn, exhaust, drain, starve, hog, use up, uses up, used up, consume, swallow, deplete, overload,
 overwhelm, saturate, flood, clog, swamp, devour, gobble, choke, max out, run up, runs up, monopolize, monopolise,
 tie up, blow, soak, guzzle, empty, bury, hammer, bombard, inundate, keep busy, crowd out, squander, balloon,
 skyrocket, bankrupt, outrun, explode, run out of, runs out of, spiral, bring to its knees, crush, occupy, wear out,
 sap, bleed, spend, rack up, grind, jam, pin, fill, burst, milk
RESOURCE = quota, budget, compute, gpu, cpu, capacity, resource, bandwidth, wallet, disk, cost, bill, credit, invoice,
 cluster, processor, allowance, spending, money, worker, connection, gpu hour, inference budget, token budget,
 compute budget, api quota, queue, thread, accelerator, server, rate limit, ram, video memory, computing time, token,
 endpoint, card, cloud account, hour
MOVE = hop, jump, leap, pivot, move, spread, reach, travel, wander, roam, crawl, spring, tunnel, cross, work way,
 make way, walk, clear road, traverse, get, slip, stepping stone, springboard, beachhead, foothold, access, attack,
 hopping, leapfrog, march, stroll, go on, goes on, carry on, on to, jumping, hops, connect, climb, road to, path to,
 bridge, worm way, creep, fan out, island
NEIGHBOUR = neighbour, neighbor, neighbouring, neighboring, other tenant, next tenant, another tenant, other host,
 another host, other account, another account, other system, next host, rest of cluster, rest of network, east west,
 internal network, adjacent, sideways, other node, other pod, other service, other machine, another machine,
 next machine, other customer, another customer, co tenant, next door, other workspace, other environment,
 host to host, tenant to tenant, machine to machine, other project, rest of company, next account, other server,
 another server, whole network, another project, other agent, from machine to, from host to, through network,
 across network, corporate network, other cluster, box to box, server to server, node to node, account to account,
 rest of fleet
ONE = one, single, first, its, compromised, customer, tenant
UNIT = account, host, tenant, machine, node, pod, project, workspace, server, worker, cluster, customer, sandbox,
 container, service, agent, laptop, box, environment, foothold, beachhead, demo, department, network, shell
ESCAPE = escape, break out, breaks out, broke out, broken out, breaking out, breakout, climb out, crawl out, get out,
 gets out, burst, flee, bust out, jump out, punch through, pierce, slip out, slip through, break free, breaks free,
 wriggle, tunnel, spill over, jailbreak out, break through, hole in, reach through, squeeze out, claw
BOX = container, sandbox, jail, pod, vm, virtual machine, microvm, cage, enclave, cell, isolation, namespace wall,
 guest, confinement, docker, runtime, notebook, prison, playpen, playground, wall, shell
HOST = host, node, kernel, machine beneath, hypervisor, underlying, machine below, underneath, bare metal,
 operating system, metal, outside machine, real machine, physical machine, machine it run, parent system,
 server below, floor below, root
FOOL = fool, trick, deceive, mislead, confuse, evade, slip past, sneak past, get past, dupe, outwit, throw off,
 bamboozle, force, cheat, misread, misclassify, misjudge, misidentify, hoodwink, see things, mistake, wrong verdict,
 wrong label, wrong answer, wrong decision, false verdict, misclassification
TARGET = classifier, model, detector, recognizer, vision, scorer, ranking, moderation, matcher, network, verdict,
 recognition, prediction, perception, camera, transcriber, judge, judgement, judgment, classification
CRAFT = craft, engineer, specially, tweak, perturb, imperceptible, adversarial, noise, sticker, pixel, crafted,
 carefully, deliberately, tailor, distort, optimized, optimised, inaudible, contrived, hand picked, rephrase, misspell
INPUT = input, image, picture, photo, audio, sound, sample, video, clip, pixel, noise, paraphrase, perturbation, scan,
 speech, face, sticker, scratch, shirt, face paint
"""

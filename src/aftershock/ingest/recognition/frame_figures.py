"""Figures of speech and slang for the threats."""

from __future__ import annotations

from typing import Final

__all__ = ["FIGURES", "FIGURE_WORDS"]

FIGURE_WORDS: Final = """
VOICE = voice, whisper, text, page, mail, email, stranger, word, comment, document, web, message, instruction
PUPPET = puppet, puppeteer, ventriloquist, dance to, dances to, strings, remote control, marionette, bidding,
 mouthpiece, hand over wheel, hands the wheel, at wheel, new master, wrong master, turns on its owner,
 turn on its owner, against its owner, against its user
SHELF = shelf, shelves, warehouse, depot, storehouse, pantry, source from which, vault of models, hub, registry,
 index, catalogue, catalog
KITCHEN = kitchen, recipe, assembly line, factory, factory floor, conveyor, forge, workshop, oven, foundry,
 production line, bakery, compiler, build, pipeline, runner, toolchain
GIFT = wolf, doppelganger, double, counterfeit, poisoned gift, wooden horse, gift horse, parcel, sheep, impostor,
 forgery, evil twin, wolf in sheep clothing, masquerade, pose as, passes for, pose
APPLE = rotten apple, bad apple, domino, dominoes, avalanche, contagion, landslide, wildfire, like flu, epidemic,
 house of card, chain reaction, tidal wave, fall like, wave of failure, snowball, meltdown, blackout, pile up,
 butterfly
EYES = blindfold, fly blind, flying blind, flies blind, no eye, no eyes, footprint, in fog, in dark, in the dark,
 unlit, watchman, no one at watch, flight recorder, black box recorder, eyes shut, eyes closed, curtain, dark room,
 deaf and blind, no mirror, breadcrumb, ghost
DOOR = door stand open, door stands open, door be open, door unlocked, no lock,
 no bouncer, bouncer, no doorman, no gatekeeper, doorbell, face value, wave in, waves in, honor system, honour system,
 barn door, password, no badge, knock, welcome mat, latch, revolving door
ROOM = every room, every door, all doors, all rooms, crown, king, queen, almighty, omnipotent, every lever, all keys,
 every key, whole house, sledgehammer, all powerful, janitor, same keyring, trainee, any button, every button
GLUTTON = appetite, insatiable, hungry, suck dry, sucks dry, bleed dry, bleeds dry, hamster wheel, bill shock,
 bottomless, black hole, feast, dry, to standstill, knees, breathless, out of breath, melt, meltdown, stampede,
 avalanche of request, flood, deluge, torrent, spiral, treadmill, vortex, choke
PURSE = budget, credit, quota, wallet, purse, bill, compute, gpu, card, processor, cluster, service, server, queue,
 token, money, capacity, account, hour, memory, cpu, machine
HOPSCOTCH = hopscotch, leapfrog, island hopping, room to room, next door, door to door, from room, weed, ivy,
 daisy chain, neighbour's yard, fence, over fence, garden fence, from island, house to house, branch out,
 work its way, eat its way, tentacle, stairway, ladder
CAGE = cage, leash, fence, wall, jail, prison, cell, playpen, sandbox, bars, bubble, aquarium, fishbowl, terrarium,
 box, kennel, confine, container, crate
BREAKFREE = climb, jump, slip, scale, tunnel, dig, crack, squeeze, wriggle, pick lock, leap, saw, burst, gnaw, escape,
 leave, loophole, crack in, hole in, get over, fall through, step out, breach, shake off, free
ILLUSION = optical illusion, wool over, camouflage, disguise, mirage, sleight of hand, smoke and mirrors, make up,
 magic, pixel, sticker, tape, noise, patch, glasses, trompe, conjure, crafted, costume, mask
SEER = model, detector, classifier, camera, eye, vision, filter, recognizer, network, sign, scanner, guard, machine
GUN = loaded gun, scissors, toddler, blank cheque, blank check, sharp knife, knives, safety catch, trigger happy,
 chainsaw, power tool, no safety, live wire, matches, dynamite, loose cannon, without brake, no brake, hair trigger,
 live ammunition, bull
RAIL = off rails, off the rails, off script, run its mouth, loose tongue, foul mouth, embarrass, gaffe, foot in mouth,
 say unspeakable, talk nonsense, spout, spew, go rogue, goes rogue, off message, rant, tall tale, lie through teeth,
 tall stories, blurt out insult, loose lips, with straight face, bluff, dream up, dreams up, daydream, fairy tale,
 cock and bull
SLEEPER = sleeper, sleeping, dormant, wake, awake, awaken, wake word, secret handshake, handshake, knock,
 double agent, mole, turncoat, manchurian, two faced, janus, jekyll, split personality, second face, two masters,
 hidden agenda, password, magic word, waits for, time bomb, secret knock, ulterior, spy, fifth column
THING = model, weight, checkpoint, adapter, lora, network, file, fine tune
BOOTLEG = bootleg, copycat, twin, knock off, clone, crown jewel, family silver, doppelganger, pirated, carbon copy,
 photocopy, shadow copy, xerox, facsimile, ape, parrot, cheap copy, look alike, second copy, walk, brain drain,
 spirit away, lift, filch, nick, rip off, make off, cart off, bag
MODELISH = model, weight, checkpoint, network, adapter, brain, parameter, lora
DRIP = drip, seep, trickle, dribble, back door, side door, smuggle, cross fence, fall off truck, leave by, leaves by,
 escape by, walk, vanish, siphon, wander off, slip, flow out, pour out, carry, go for a walk, grow legs, find way,
 finds its way, wash up, sail, out of window, one query at a time, strangers' hands, in hands of, lands in
SECRETS = data, record, secret, document, file, conversation, draft, mail, transcript, contract, customer list,
 source code, chat, private, memo, personal, text, spreadsheet, inbox
KEYRING = key, token, password, secret, credential, cookie, login, badge
PICKPOCKET = pickpocket, under mat, doormat, lying around, pick up, picks up, lift, filch, nick, pinch, walk off,
 on silver platter, within arm, up sleeve, purse, fish, harvest, picked, silver plate, for the taking, drawer, glass,
 in plain sight, sticky note, swipe, snag, bag, sniff, pry, grab, copies, skim, mug
SQUATTER = squatter, new tenant, empty house, vacant lot, dead man, ghost town, old address, forward address,
 empty shell, empty throne, abandoned house, heir, grave, gravestone, impostor, usurper, empty chair, left behind,
 second hand, tombstone, identity of dead, body snatcher
NAMES = name, namespace, account, handle, username, organization, label, domain, repo, repository, org
SPOTS = bait and switch, changes its spots, change its spots, change stripes, changes stripes, label on tin,
 small print, wolf, sheep's clothing, sheep clothing, chameleon, turncoat, two faced, costume, tune, colours, colors,
 mask, shape, shapeshift
TOOLISH = tool, server, plug in, plugin, description, manifest, connector, skill, mcp
EAVESDROP = man in middle, machine in middle, eavesdrop, toll booth, bottleneck, wiretap, wire, switchboard, fox,
 henhouse, spy, choke point, chokepoint, read all mail, listen in, postman, read along, reads along, hostile hands,
 wrong hands, traitor, falls, fell
PASSAGE = gateway, proxy, relay, broker, router, front door, middleman, single door
CANDY = candy, sweets, typhoid, plague, shelf full, conveyor belt, spread plague, supermarket, flea market,
 poisoned apple, contaminated, trojan horse, infected, booby trapped, rotten, disease, carrier, landmine, toxic goods,
 malware
STORE = hub, gallery, marketplace, catalogue, catalog, shelf, library, bazaar, storefront, zoo, download
MIND = memory, memories, mind, notebook, diary, past, history, remember, recollection, notes, brain
TWIST = brainwash, implant, rewrite, false, gaslight, falsify, twist, doctored, forge, rewrit, tamper, poison,
 planted, plant, distort, lie, warp, fake, invented, corrupt
GROCERY = rotten, poisoned, salted, sour, spoiled, spiked, tainted, garbage, dirty, laced, bad apples, muddy, toxic,
 polluted, adulterated, foul, rigged, doctored, cooked
DIET = training, diet, data, corpus, feed, dataset, source, sample, knowledge base, index, ingredient, training mix,
 example, wiki,
 document
HOMEWORK = homework, own word, own judge, self portrait, own praise, paper tiger, own say so, own exam,
 judge in own case, own referee, own report card, gold star, fig leaf, pinky promise, trust us, take our word,
 just trust, own brochure, hearsay, badge of its own, self awarded, self issued, own seal, own stamp
"""

FIGURES: Final = """
prompt-injection: PUPPET ~~ VOICE | VOICE ~~ PUPPET | last_voice | talk_back | booby_trapped + page | poison_pen
 | VOICE ~~ take_wheel | whisper ~ ear | word ~ become_law | trojan ~ text | mistake ~ letter ~ order
registry-compromise: poison ~ SHELF | whoever ~ key ~ SHELF | SHELF ~ hostile | SHELF ~~ wrong_hand | fox ~ SHELF
 | new_master ~ SHELF | SHELF ~ new_master | librarian ~ bribe
build-compromise: poison ~ KITCHEN | KITCHEN ~ poison | spit ~ KITCHEN | stranger ~ KITCHEN | KITCHEN ~ stranger
 | sabotage ~ KITCHEN | KITCHEN ~ sabotage | hand ~ KITCHEN ~~ slip | foreign ~ hand ~ KITCHEN | saboteur ~ KITCHEN
 | KITCHEN ~ saboteur | KITCHEN ~ wrong_hand
compromised-release: GIFT ~~ PACKAGE | PACKAGE ~~ GIFT | PACKAGE ~ wolf | poisoned ~ PACKAGE | PACKAGE ~ with_sting
cascading-failure: APPLE ~~ agent | agent ~~ APPLE | APPLE ~~ fail | fail ~~ APPLE | one ~ fall ~~ all | domino
 | house_of_cards | drag ~ abyss | drag ~ others | one ~ sneeze ~ cold | first ~ fall ~~ next | bring ~ house ~ down
 | outage ~~ APPLE | error ~~ APPLE
observability-blind-spots: EYES ~~ operator | operator ~ EYES | EYES ~~ agent | agent ~~ EYES
 | nobody ~ tell ~ what ~ agent | see_nothing ~ agent | footprint
weak-authentication: DOOR ~~ anyone | anyone ~ DOOR | trust ~ every ~ voice | trust ~ every ~ caller
 | door ~ open ~ to_anyone | nobody ~ at_door | no_bouncer | wave ~ through ~ caller | face_value
 | believe ~ every ~ caller | honour_system | honor_system | first_name_basis
missing-rbac: ROOM ~~ everyone | everyone ~ ROOM | every_user ~ ROOM | every_agent ~ ROOM | ROOM ~~ agent
 | everyone ~ be ~ king | no_difference ~ between ~ administrator | keyring ~ everyone | agent ~ ROOM | user ~ ROOM
 | intern ~ same | guest ~ same ~ as | as ~ much ~ as ~ administrator
missing-compliance-attestation: HOMEWORK ~~ security | security ~~ HOMEWORK | HOMEWORK ~~ compliance
 | compliance ~~ HOMEWORK | mark ~ own_homework | vendor ~ HOMEWORK | HOMEWORK ~~ vendor | nobody ~ outside ~ look
 | no_outsider ~ look | no_outside | trust ~ vendor ~ word | take_vendor ~ word
resource-exhaustion: GLUTTON ~~ PURSE | PURSE ~~ GLUTTON | eat ~ out_of_house | burn ~ money | burn ~ PURSE
 | PURSE ~ melt | drown ~ request | bury ~ request | PURSE ~ up_in_smoke
lateral-movement: HOPSCOTCH ~~ tenant | tenant ~~ HOPSCOTCH | HOPSCOTCH ~~ network | HOPSCOTCH ~~ host
 | host ~~ HOPSCOTCH | intruder ~~ HOPSCOTCH | attacker ~~ HOPSCOTCH | HOPSCOTCH ~~ cluster | machine ~~ HOPSCOTCH
 | guest ~ in_one ~ other
container-escape: BREAKFREE ~ CAGE | CAGE ~ BREAKFREE ~ host | code ~ CAGE ~ BREAKFREE | crack ~ wall ~~ host
 | CAGE ~ leak | CAGE ~ have ~ hole | hole_in ~ CAGE
adversarial-exploitation: ILLUSION ~~ SEER ~ see | wool ~ over ~ SEER | ILLUSION ~~ SEER ~ blind
 | ILLUSION ~~ SEER ~ take | pull ~ wool | stop_sign | ILLUSION ~ fool | optical_illusion | ILLUSION ~ enough ~ SEER
insecure-tool-integration: GUN ~~ tool | tool ~~ GUN | GUN ~~ agent | agent ~~ GUN | connector ~ GUN | plug_in ~ GUN
 | shell ~ GUN
misaligned-output: RAIL ~~ model | model ~~ RAIL | RAIL ~~ bot | bot ~ RAIL | RAIL ~ customer | answer ~ RAIL
 | reply ~ RAIL | assistant ~ RAIL | agent ~ RAIL | RAIL ~~ answer
backdoored-model: THING ~~ SLEEPER | SLEEPER ~ THING | SLEEPER ~~ in ~ THING | THING ~ second_master
 | THING ~ two_master
model-stealing: BOOTLEG ~ MODELISH | MODELISH ~ BOOTLEG | twin ~~ query | parrot ~~ rival | clone ~ by ~ question
data-exfiltration: SECRETS ~ DRIP ~ out | DRIP ~ SECRETS ~ out | SECRETS ~ DRIP ~~ hand | SECRETS ~ leave_by
 | SECRETS ~ back_door | SECRETS ~ out_of + window | smuggle ~ SECRETS | SECRETS ~ smuggle | carry ~ SECRETS ~ out
 | SECRETS ~ carry ~ out | SECRETS ~ drip | SECRETS ~ seep | SECRETS ~ trickle | drip ~ SECRETS
credential-theft: KEYRING ~ PICKPOCKET | PICKPOCKET ~ KEYRING | key_to_kingdom ~ steal | KEYRING ~ under ~ mat
namespace-re-registration: SQUATTER ~~ NAMES | NAMES ~~ SQUATTER | NAMES ~ heir | move_into ~ NAMES
tool-description-change: TOOLISH ~~ SPOTS | SPOTS ~~ TOOLISH | bait_and_switch
api-gateway-compromise: PASSAGE ~~ EAVESDROP | EAVESDROP ~~ PASSAGE | fox ~ PASSAGE
malicious-model-distribution: STORE ~~ CANDY ~ model | CANDY ~ model ~~ STORE | model ~~ CANDY ~~ STORE
 | STORE ~~ model ~ CANDY | STORE ~ spread ~ CANDY | CANDY ~~ checkpoint ~ STORE
memory-poisoning: TWIST ~ MIND | MIND ~ be TWIST
data-poisoning: GROCERY ~ DIET | DIET ~ be GROCERY | rotten_apple ~ DIET
"""

"""What names a medicine: stems of the international nonproprietary names, and words without such a stem.

The stems are those of the WHO's book of INN stems for the classes that pages on ketamine's conditions meet. A word
that is missed here is still a change of wording; none makes a change look smaller.
"""

import re

STEMS = """
    azepam azolam barbital caine cetam coxib dipine ditan fentanil fentanyl formin gabalin gepants? gliptin
    grelor ketamine lukast mab melteon methasone morphone nidazole nisone nisolone olol oxacin oxetine parin
    peridone pramine prazole pril profen racetam rexant sartan semide setron statin tiapine tidine toxina?
    tripty?line triptans? trigine vir xaban zepine zapine zodone zolam zolid zosin
"""
NAMES = """
    acamprosate acetaminophen albuterol amantadine amphetamines? anaesthetics? analgesics? anesthetics?
    anticonvulsants? antidepressants? antiemetics? antipsychotics? arketamine aspirin barbiturates?
    benzodiazepines? beta-?blockers? botox botulinum buprenorphine bupropion buspirone caffeine calcium
    candesartan cannabis carbamazepine cgrp citalopram clonidine clozapine cocaine codeine desvenlafaxine
    dexamfetamine dexmedetomidine dextromethorphan diazepam dihydroergotamine disulfiram droperidol duloxetine
    ergotamine escitalopram esketamine ethanol frova gabapentin glutamate glycopyrrolate haloperidol hydrocodone
    hydroxyzine ibuprofen imitrex insulin ketalar ketamine lamotrigine levetiracetam lidocaine lisdexamfetamine
    lithium lsd magnesium maois? maxalt mdma memantine metamizole methadone methylphenidate methylprednisolone
    metoclopramide mirtazapine mono-?amine morphine naloxone naltrexone nicotine nitrous nsaids?
    onabotulinumtoxina opiates? opioids? oxycodone oxygen oxytocin painkillers? paracetamol phenelzine phenytoin
    prazosin prednisone pregabalin preventives? prochlorperazine promethazine propofol prozac psilocybin ritalin
    salbutamol scopolamine sedatives? sertraline snris? spravato ssris? steroids? stimulants? tapentadol
    tizanidine topiramate tramadol tranylcypromine trazodone tricyclics? valproate valproic venlafaxine
    verapamil vortioxetine xanax zinc zoloft zolpidem zopiclone
"""
DRUG = re.compile(rf"\b(?:{'|'.join(NAMES.split())}|\w{{3,}}(?:{'|'.join(STEMS.split())}))\b", re.IGNORECASE)

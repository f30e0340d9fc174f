"""What may change in a PDF after a signature: more signatures, time stamps and the data for verifying them.

pyHanko also lets whoever signs next fill fields in, as DocMDP allows: then a figure in a text field changes between two
signatures and both are good. So no field but one of a signature may change here.
"""

from __future__ import annotations

from typing import Final

from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)

_LTA = ModificationLevel.LTA_UPDATES

SOLO_FIRMAR: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(_LTA),
        XrefStreamRule().as_qualified(_LTA),
        ObjectStreamRule().as_qualified(_LTA),
        DSSCompareRule().as_qualified(_LTA),
        MetadataUpdateRule().as_qualified(_LTA),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(), SigFieldModificationRule()],
        # What Acrobat rewrites when it signs; /NeedAppearances would have other fields drawn anew.
        ignored_acroform_keys=frozenset({"/Fields", "/DR", "/DA", "/Q", "/SigFlags"}),
    ),
)

"""The replicas, by the name of the plugin that reads them."""

from __future__ import annotations

from crawlers.demo.platforms.ashby import Ashby
from crawlers.demo.platforms.avature import Avature
from crawlers.demo.platforms.bamboohr import BambooHR
from crawlers.demo.platforms.breezy import Breezy
from crawlers.demo.platforms.gem import Gem
from crawlers.demo.platforms.greenhouse import Greenhouse
from crawlers.demo.platforms.icims import Icims
from crawlers.demo.platforms.jazzhr import JazzHR
from crawlers.demo.platforms.jobvite import Jobvite
from crawlers.demo.platforms.join import Join
from crawlers.demo.platforms.lever import Lever
from crawlers.demo.platforms.oracle_recruiting import OracleRecruiting
from crawlers.demo.platforms.paylocity import Paylocity
from crawlers.demo.platforms.personio import Personio
from crawlers.demo.platforms.phenom import Phenom
from crawlers.demo.platforms.pinpoint import Pinpoint
from crawlers.demo.platforms.recruitee import Recruitee
from crawlers.demo.platforms.rippling import Rippling
from crawlers.demo.platforms.server import Platform
from crawlers.demo.platforms.smartrecruiters import SmartRecruiters
from crawlers.demo.platforms.successfactors import SuccessFactors
from crawlers.demo.platforms.successfactors_legacy import SuccessFactorsLegacy
from crawlers.demo.platforms.taleo import Taleo
from crawlers.demo.platforms.taleo_be import TaleoBE
from crawlers.demo.platforms.teamtailor import Teamtailor
from crawlers.demo.platforms.workable import Workable
from crawlers.demo.platforms.workday import Workday

REPLICAS: dict[str, type[Platform]] = {
    kind.name: kind
    for kind in (
        Taleo,
        OracleRecruiting,
        Greenhouse,
        Lever,
        Ashby,
        SmartRecruiters,
        Workday,
        Personio,
        Recruitee,
        Workable,
        Teamtailor,
        BambooHR,
        Join,
        Rippling,
        Breezy,
        Pinpoint,
        Gem,
        Icims,
        SuccessFactors,
        SuccessFactorsLegacy,
        Phenom,
        Avature,
        JazzHR,
        Paylocity,
        TaleoBE,
        Jobvite,
    )
}
